import pytest

from polls import ledger
from polls.errors import Refused
from polls.ledger import signing


def test_an_entry_is_signed(poll):
    entry = poll.ledger.get()
    message = ledger.head_message(poll.pk, 0, entry.hash)
    assert signing.is_good(message, entry.signer, entry.signature)


def test_a_signature_fits_one_entry_only(poll):
    entry = poll.ledger.get()
    assert not signing.is_good(ledger.head_message(poll.pk, 1, entry.hash), entry.signer, entry.signature)


@pytest.mark.parametrize(("signer", "signature"), [("zz", "00"), ("00", "zz"), ("", ""), ("0" * 64, "0" * 128)])
def test_what_is_no_signature_is_not_good(signer, signature):
    assert not signing.is_good(b"made up", signer, signature)


def test_a_machine_that_has_only_the_public_half_refuses_to_sign(settings):
    folder = settings.POLL_KEY_DIR / "signing"
    folder.mkdir(parents=True)
    (folder / f"{'0' * 64}.pub").touch()
    with pytest.raises(Refused, match="kept on another machine"):
        signing.sign(b"made up")


def test_a_signature_in_other_letters_is_not_good(poll):
    entry = poll.ledger.get()
    message = ledger.head_message(poll.pk, 0, entry.hash)
    assert not signing.is_good(message, entry.signer, entry.signature.upper())
