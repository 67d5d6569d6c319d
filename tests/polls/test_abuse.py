from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.core.cache import cache

from polls import abuse

from .factories import DAY, NOW

NETWORK = "192.0.2.0/24"


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("", "unknown"),
        ("made up", "unknown"),
    ],
)
def test_the_network_of_an_address(address, prefix):
    assert abuse.prefix_of(address) == prefix


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("198.51.100.7", "", "198.51.100.7"),
        ("198.51.100.7", "192.0.2.1", "198.51.100.7"),
        ("10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        ("10.0.0.1", "made up", "unknown"),
        ("10.0.0.1", "", "unknown"),
        ("", "192.0.2.1", "unknown"),
    ],
    ids=["direct", "not a proxy of ours", "proxy", "forged left end", "two proxies", "nonsense", "silent", "socket"],
)
def test_forwarded_addresses_are_believed_from_trusted_proxies_only(settings, remote, forwarded, address):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    assert abuse.address_of(remote, forwarded) == address


def test_forwarded_addresses_are_not_read_by_default():
    assert abuse.address_of("10.0.0.1", "192.0.2.1") == "10.0.0.1"


def test_sixty_permits_an_hour_from_one_network():
    waits = [abuse.seconds_until_next_permit(NETWORK, at=NOW) for _ in range(61)]
    assert waits == [0] * 60 + [3600]


def test_the_next_hour_is_free_again(settings):
    settings.POLL_PERMITS_AN_HOUR = 1
    abuse.seconds_until_next_permit(NETWORK, at=NOW)
    wait = abuse.seconds_until_next_permit(NETWORK, at=NOW)
    assert abuse.seconds_until_next_permit(NETWORK, at=NOW + timedelta(seconds=wait)) == 0


@pytest.mark.parametrize(("accepted", "is_held"), [(29, False), (30, True)])
def test_votes_are_held_after_the_thirtieth(accepted, is_held):
    for _ in range(accepted):
        abuse.note_accepted(NETWORK, at=NOW)
    assert abuse.is_to_be_held(NETWORK, at=NOW) is is_held


def test_holding_ends_with_its_ten_minutes():
    for _ in range(30):
        abuse.note_accepted(NETWORK, at=NOW)
    assert not abuse.is_to_be_held(NETWORK, at=NOW + abuse.HELD_WINDOW)


def test_no_counter_names_a_network():
    abuse.seconds_until_next_permit(NETWORK, at=NOW)
    assert not any("192" in name for name in cache._cache)


def test_a_network_has_another_name_the_next_day():
    names = {abuse._name("minted", NETWORK, DAY, at=day).rpartition(".")[2] for day in (NOW, NOW + DAY)}
    assert len(names) == 2
