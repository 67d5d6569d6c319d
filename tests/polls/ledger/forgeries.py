"""Forge a published ledger in every way that we know: the rows of the table in docs/ledger.md."""

import importlib.util
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from nacl.signing import SigningKey

from polls import counting, decisions, ledger, lifecycle
from polls.ballots import key_files
from polls.ledger import anchors, signing, words
from polls.models import Box, Count, Poll
from psyweb.joins import write_guards

from .. import factories
from ..factories import DAY, NOW

SCRIPT = Path(settings.BASE_DIR) / "docs" / "check_ledger.py"
WAY = "changes the files on their way"
DATABASE = "writes to the database"
OWNER = "owns the database, lifts its guards"
SIGNER = "owns the database and the signing key"
EVERYTHING = "owns the database and all of `POLL_KEY_DIR`"

NOBODY, ALONE, KEY, HASH = "", "script", "script with key", "script with kept hash"
VERIFY, GUARDS = "`verify_polls`", "guards"


@dataclass(frozen=True)
class Forgery:
    """`forge` changes Files, or a poll in the database. `says` stands in what the script or the guard answers."""

    forge: Callable
    power: str
    script: str
    says: str
    site: str
    of_several: bool
    """Whether it is of the poll with several answers."""

    @property
    def name(self):
        return self.forge.__doc__.rstrip(".")

    @property
    def found_by(self):
        return ", ".join(filter(None, (self.script, self.site))) or "nobody"


FORGERIES = []


def forgery(power, script, says="", *, site="", of_several=False):
    def listed(forge):
        FORGERIES.append(Forgery(forge, power, script, says, site, of_several))
        return forge

    return listed


@dataclass
class Files:
    """What a site publishes, and what of it a reader may have kept: its key and its newest hash."""

    ledger: dict
    results: dict
    key: str
    kept: str
    other: dict
    """The ledger of another poll of the same site."""
    several: "Files | None" = None
    """What the same site publishes of a poll with several answers."""

    def says(self):
        return [json.loads(entry["text"]) for entry in self.ledger["entries"]]

    def rechain(self, says, sign=None):
        """Write these entries with hashes that fit. Signatures stay as they were, where there was one."""
        old, previous = self.ledger["entries"], "0" * 64
        self.ledger["entries"] = []
        for sequence, content in enumerate(says):
            content |= {"sequence": sequence, "previous_hash": previous}
            text = words.as_canonical(content)
            previous = _sha256(text)
            entry = {**old[min(sequence, len(old) - 1)], "text": text, "hash": previous}
            if sign:
                entry |= sign(content["poll"], sequence, previous)
            self.ledger["entries"].append(entry)
        self.settle()

    def settle(self):
        """Make the figures what the ledger says, as a forger would who has read the script."""
        found = check_ledger.Ledger(
            self.ledger["id"], self.ledger["wordings"], [json.loads(text) for text in self.ledger["wordings"]], set()
        )
        for says in self.says():
            found.version, found.most_answers = says["wording_version"], says.get("most_answers", 1)
            found.add_up(says)
        newest = found.wordings[-1]
        self.results |= {"question": newest["question"], "wording_version": newest["version"]}
        self.results |= {"poll": newest["poll"], "ledger_head": self.ledger["entries"][-1]["hash"]}
        self.results["carried_over"] |= {"total": found.carried["number"], "origin": found.carried["origin"]}
        self.results["total"] = found.carried["number"] + found.counted + self.results["waiting"]
        self.results["held"] = sum(number for number, *_ in found.held.values())
        if found.most_answers > 1:
            self.results["counted"]["most_answers"] = found.most_answers
        self.results["counted"] |= {"total": found.counted, "unknown": found.unknown, "as_of": found.as_of}
        self.results["counted"]["choices"] = found.choices()


def _load_script():
    spec = importlib.util.spec_from_file_location("check_ledger", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check_ledger = _load_script()
_sha256 = check_ledger.hash_of


def make_counted_poll():
    """A poll of every kind of entry: its words changed, two counts, held votes of each fate, a correction, a ballot."""
    poll = factories.make_poll(at=NOW)
    lifecycle.reword(poll, question=f"{poll.question}!", reason="Made up.", at=NOW)
    administrator = factories.make_person("count_ballots", "change_poll")
    for number, decide in enumerate((decisions.accept_held, decisions.reject_held, None)):
        at = NOW + 8 * number * DAY
        factories.cast_many(poll, {1: 5, 2: 5}, at=at, box=Box.HELD)
        held = counting.count(poll, box=Box.HELD, at=at)
        if decide:
            decide(poll, held.sequence, by=administrator, reason="Made up.", at=at)
            factories.cast_many(poll, {1: 9, 2: 6, 3: 6}, at=at)
            counting.count(poll, at=at)
    decisions.correct(poll, counts={}, unknown=5, by=administrator, reason="Made up.", at=at)
    factories.cast(poll, 1, at=at)
    return poll


def make_poll_of_several():
    """21 ballots with up to 3 answers each, and a correction by which two more have an unknown split."""
    poll = factories.make_poll_of_several(at=NOW)
    factories.cast_many(poll, {(1, 2): 9, (2, 3): 6, (1, 2, 3): 2, 4: 4}, at=NOW)
    counting.count(poll, at=NOW)
    administrator = factories.make_person("change_poll")
    decisions.correct(poll, counts={}, unknown=2, by=administrator, reason="Made up.", at=NOW)
    return poll


# Entries of the poll with several answers, and of the one above, by their sequence.
COUNT_OF_SEVERAL, CORRECTION_OF_SEVERAL = 1, 2
WORDS, HELD, ACCEPTED, COUNT, REJECTED, UNDECIDED, CORRECTION = 1, 2, 3, 4, 6, 8, 9


def edit(files, place, **changes):
    """Change an entry's content, and take the hashes of it and all that follow anew."""
    says = files.says()
    says[place] |= changes
    files.rechain(says)


def edit_text(files, place, old, new):
    """The same, letter by letter."""
    says = files.says()
    files.rechain(says)
    entry = files.ledger["entries"][place]
    assert old in entry["text"]
    entry["text"] = entry["text"].replace(old, new, 1)
    entry["hash"] = _sha256(entry["text"])


def edit_newest_words(files, **changes):
    wording = json.loads(files.ledger["wordings"][-1]) | changes
    files.ledger["wordings"][-1] = words.as_canonical(wording)
    files.settle()


def swapped(files):
    return json.loads(files.ledger["wordings"][-1])["labels"] | {"1": "No, never", "3": "Yes, now"}


def fit_words(files):
    """Write hashes of the words that fit into all entries."""
    says = files.says()
    for content in says:
        content["words"] = words.hash_of(files.ledger["wordings"][: content["wording_version"]])
    files.rechain(says)


# Entries


@forgery(WAY, ALONE, "entry 4 was changed")
def _(files):
    """A number in an entry is another."""
    entry = files.ledger["entries"][COUNT]
    entry["text"] = entry["text"].replace('"number":21', '"number":22')


@forgery(WAY, ALONE, "does not follow from the entry before")
def _(files):
    """An entry and its hash are others, those after it are not."""
    entry = files.ledger["entries"][COUNT]
    entry["text"] = entry["text"].replace('"1":9,"2":6', '"1":6,"2":9')
    entry["hash"] = _sha256(entry["text"])


@forgery(WAY, KEY, "entry 4 is not signed with the key")
def _(files):
    """An entry is another, and all hashes and figures are made to fit."""
    edit(files, COUNT, counts={"1": 3, "2": 6, "3": 12})


@forgery(WAY, KEY, "entry 0 is not signed with the key")
def _(files):
    """All entries carry the genuine signature of entry 0, with its signed text as a template."""
    first = files.ledger["entries"][0]
    files.ledger["signed_text"] = f"PsyWeb ledger head\n{files.ledger['id']}\n0\n{first['hash']}\n"
    edit(files, 0, number=8_979, unknown=8_979)
    for entry in files.ledger["entries"]:
        entry |= {"signer": first["signer"], "signature": first["signature"]}


@forgery(WAY, KEY, "entry 10 is not signed with the key")
def _(files):
    """Votes are appended behind the newest entry."""
    says = files.says()
    files.rechain([*says, says[COUNT] | {"number": 9_000, "counts": {"1": 9_000}}])


@forgery(WAY, KEY, "is not signed with the key")
def _(files):
    """The forger signs with a key of their own and names it as the site's."""
    ours = SigningKey.generate()
    name = bytes(ours.verify_key).hex()

    def sign(poll, sequence, entry_hash):
        signed = check_ledger.SIGNED.format(poll=poll, sequence=sequence, hash=entry_hash)
        return {"signer": name, "signature": ours.sign(signed.encode()).signature.hex()}

    files.ledger["verify_keys"] = [name]
    files.rechain(files.says(), sign)


@forgery(WAY, KEY, "entry 4 is not signed with the key")
def _(files):
    """A signature is that of another entry."""
    entries = files.ledger["entries"]
    entries[COUNT]["signature"] = entries[HELD]["signature"]


@forgery(WAY, HASH, "an entry that you knew is gone")
def _(files):
    """The newest entry is cut off."""
    del files.ledger["entries"][CORRECTION]
    files.settle()


@forgery(WAY, ALONE, "entry 0")
def _(files):
    """The oldest entry is cut off."""
    del files.ledger["entries"][0]
    files.results["ledger_head"] = files.ledger["entries"][-1]["hash"]


@forgery(WAY, ALONE, "entry 4 is of another poll, or does not follow")
def _(files):
    """An entry in the middle is left out."""
    del files.ledger["entries"][COUNT]


@forgery(WAY, ALONE, "entry 5 is of another poll, or does not follow")
def _(files):
    """An entry stands twice."""
    files.ledger["entries"].insert(COUNT, files.ledger["entries"][COUNT])


@forgery(WAY, ALONE, "entry 0")
def _(files):
    """The entries stand in another order."""
    files.ledger["entries"].reverse()


@forgery(WAY, ALONE, "entry 4 is of another poll")
def _(files):
    """An entry is of another poll."""
    edit(files, COUNT, poll="00000000-0000-0000-0000-000000000000")


@forgery(WAY, ALONE, "wording 1 is of another poll")
def _(files):
    """The whole ledger is another poll's, truly signed."""
    files.ledger = deepcopy(files.other)


@forgery(WAY, ALONE, "was counted under other words")
def _(files):
    """The whole ledger is another poll's, and is given this one's address."""
    slug = json.loads(files.ledger["wordings"][0])["poll"]
    files.ledger = deepcopy(files.other)
    files.ledger["wordings"] = [
        words.as_canonical(json.loads(text) | {"poll": slug}) for text in files.ledger["wordings"]
    ]
    files.settle()


@forgery(WAY, ALONE, "entry 4 is of a kind or a day that cannot stand here")
def _(files):
    """An entry is of a kind that there is not."""
    edit(files, COUNT, kind="made up")


@forgery(WAY, ALONE, "entry 4 is of a kind or a day that cannot stand here")
def _(files):
    """Votes are carried over a second time."""
    edit(files, COUNT, kind="carried over")


@forgery(WAY, ALONE, "entry 6 decides on votes that are not held so")
def _(files):
    """Held votes are accepted twice."""
    edit(files, REJECTED, kind="held accepted", about=HELD)


@forgery(WAY, ALONE, "entry 3 decides on votes that are not held so")
def _(files):
    """More held votes are accepted than were held."""
    edit(files, ACCEPTED, number=20, counts={"1": 15, "2": 5})


@forgery(WAY, ALONE, "entry 4 does not add up")
def _(files):
    """An entry's answers are more than its votes."""
    edit(files, COUNT, counts={"1": 9, "2": 6, "3": 7})


@forgery(WAY, ALONE, "entry 4 does not add up")
def _(files):
    """An entry allows several answers, so that its votes need not add up."""
    edit(files, COUNT, counts={"1": 21, "2": 22}, most_answers=2)


@forgery(WAY, KEY, "entry 0 is not signed with the key")
def _(files):
    """All entries allow several answers, and so do the results."""
    says = files.says()
    for content in says:
        content["most_answers"] = 2
    says[COUNT]["counts"] = {"1": 20, "2": 20}
    files.rechain(says)


@forgery(WAY, ALONE, "entry 1 does not add up", of_several=True)
def _(files):
    """An answer of several has more votes than there are ballots."""
    edit(files, COUNT_OF_SEVERAL, counts={"1": 22, "2": 9})


@forgery(WAY, ALONE, "entry 1 does not add up", of_several=True)
def _(files):
    """More answers are counted than the ballots may have."""
    edit(files, COUNT_OF_SEVERAL, counts={"1": 18, "2": 18, "3": 18, "4": 10})


@forgery(WAY, ALONE, "entry 1 does not add up", of_several=True)
def _(files):
    """Ballots that may have several answers are counted without any."""
    edit(files, COUNT_OF_SEVERAL, counts={"1": 10, "2": 10})


@forgery(WAY, ALONE, "entry 2 leaves sums that its ballots cannot have given", of_several=True)
def _(files):
    """A correction gives an answer of several more votes than there are ballots."""
    edit(files, CORRECTION_OF_SEVERAL, counts={"1": 11}, unknown=0, number=0)


@forgery(WAY, ALONE, "entry 2 allows another number of answers on a ballot", of_several=True)
def _(files):
    """A later entry allows more answers on a ballot than those before."""
    edit(files, CORRECTION_OF_SEVERAL, most_answers=4)


@forgery(WAY, KEY, "entry 1 is not signed with the key", of_several=True)
def _(files):
    """Answers of several move from one to another, and all hashes and figures are made to fit."""
    edit(files, COUNT_OF_SEVERAL, counts={"1": 17, "2": 11, "3": 8, "4": 4})


@forgery(WAY, ALONE, "results.json: counted most_answers is 1, and the ledger makes 3", of_several=True)
def _(files):
    """The results of several answers don't say so."""
    del files.results["counted"]["most_answers"]


@forgery(WAY, ALONE, "results.json: counted choices is", of_several=True)
def _(files):
    """Shares of several answers are of the answers instead of the ballots."""
    counted = files.results["counted"]
    answers = sum(choice["votes"] for choice in counted["choices"])
    for choice in counted["choices"]:
        choice["share"] = round(100 * choice["votes"] / answers)


@forgery(WAY, ALONE, "entry 4 counts an answer that the poll does not have")
def _(files):
    """Votes are counted for an answer that there is not."""
    edit(files, COUNT, counts={"1": 9, "2": 6, "9": 6})


@forgery(WAY, ALONE, "entry 1 has votes that its kind cannot have")
def _(files):
    """The entry about words brings votes."""
    edit(files, WORDS, number=100, unknown=100)


@forgery(WAY, ALONE, "entry 0 has votes that its kind cannot have")
def _(files):
    """The votes that were carried over get a split."""
    edit(files, 0, counts={"1": 3_979}, unknown=0)


@forgery(WAY, ALONE, "entry 9 takes away more votes than there are")
def _(files):
    """A correction takes away more votes than there are."""
    edit(files, CORRECTION, number=-100, unknown=0, counts={"1": -100})


@forgery(WAY, ALONE, "entry 4 has a number of votes that cannot be")
def _(files):
    """A count has fewer votes than none."""
    edit(files, COUNT, counts={"1": -9, "2": 15, "3": 15})


@forgery(WAY, ALONE, "entry 4 has a number of votes that cannot be")
def _(files):
    """A number of votes is true instead of 1."""
    edit(files, COUNT, counts={"1": True, "2": 10, "3": 10})


@forgery(WAY, ALONE, "1e9 is not a whole number")
def _(files):
    """A number of votes is no whole one."""
    edit_text(files, COUNT, '"number":21', '"number":1e9')


@forgery(WAY, ALONE, "NaN is not a whole number")
def _(files):
    """A number of votes is none at all."""
    edit_text(files, COUNT, '"number":21', '"number":NaN')


@forgery(WAY, ALONE, "entry 4 cannot be read")
def _(files):
    """A number of votes has ten thousand digits."""
    edit_text(files, COUNT, '"number":21', f'"number":{"9" * 10_000}')


@forgery(WAY, ALONE, "a name stands twice")
def _(files):
    """An entry says two things under one name."""
    edit_text(files, COUNT, '"number":21', '"number":21,"number":2100')


@forgery(WAY, ALONE, "entry 4 is not written as a site writes it")
def _(files):
    """An entry says something that no entry says."""
    edit(files, COUNT, weight=1000)


@forgery(WAY, ALONE, "entry 4 is not written as a site writes it")
def _(files):
    """An entry is spelled otherwise, with the same meaning."""
    edit_text(files, COUNT, '"number":21', '"number": 21')


@forgery(WAY, ALONE, "cannot be read")
def _(files):
    """An entry holds a hundred thousand brackets."""
    files.ledger["entries"][COUNT]["text"] = "[" * 100_000


# Words


@forgery(WAY, ALONE, "counted choices is")
def _(files):
    """Two labels of the results are swapped."""
    first, _, third, *_ = files.results["counted"]["choices"]
    first["label"], third["label"] = third["label"], first["label"]


@forgery(WAY, ALONE, "was counted under other words")
def _(files):
    """Two labels of the results and of the wording are swapped."""
    edit_newest_words(files, labels=swapped(files))


@forgery(WAY, KEY, "is not signed with the key")
def _(files):
    """Two labels are swapped everywhere, and all hashes are made to fit."""
    edit_newest_words(files, labels=swapped(files))
    fit_words(files)


@forgery(WAY, ALONE, "question is")
def _(files):
    """The question of the results is another."""
    files.results["question"] = "Is something else made up?"


@forgery(WAY, ALONE, "was counted under other words")
def _(files):
    """The question of the results and of the wording is another."""
    edit_newest_words(files, question="Is something else made up?")


@forgery(WAY, ALONE, "the newest words are in no entry yet")
def _(files):
    """A further wording is added, with other words."""
    wording = json.loads(files.ledger["wordings"][-1]) | {"version": 3, "labels": swapped(files)}
    files.ledger["wordings"].append(words.as_canonical(wording))
    files.settle()


@forgery(WAY, ALONE, "was counted under wording 2, which cannot be")
def _(files):
    """The newest wording is left out."""
    files.ledger["wordings"].pop()


@forgery(WAY, ALONE, "the newest words are in no entry yet")
def _(files):
    """All entries are written in the first format, which covers no words."""
    edit_newest_words(files, question="Is something else made up?")
    says = [content for content in files.says() if content["kind"] != "words"]
    for content in says:
        for name in ("format", "words", "most_answers"):
            del content[name]
        content["about"] = content["about"] and content["about"] - 1
    files.rechain(says)


@forgery(WAY, ALONE, "entry 9 is of a format that cannot stand here")
def _(files):
    """The newest entry goes back to the first format."""
    says = files.says()
    for name in ("format", "words", "most_answers"):
        del says[-1][name]
    files.rechain(says)


# Results


@forgery(WAY, ALONE, "counted choices is")
def _(files):
    """An answer of the results has one vote more."""
    files.results["counted"]["choices"][0]["votes"] += 1


@forgery(WAY, ALONE, "counted choices is")
def _(files):
    """A share of the results is another."""
    files.results["counted"]["choices"][0]["share"] += 1


@forgery(WAY, ALONE, "counted choices is")
def _(files):
    """Two answers of the results are left out."""
    del files.results["counted"]["choices"][1:3]


@forgery(WAY, ALONE, "counted choices is")
def _(files):
    """An answer is added to the results."""
    files.results["counted"]["choices"].append({"code": 5, "label": "Made up", "votes": 0, "share": 0})


@forgery(WAY, ALONE, "carried_over is")
def _(files):
    """The votes that were carried over are more, and so is the total."""
    files.results["carried_over"]["total"] += 1000
    files.results["total"] += 1000


@forgery(WAY, ALONE, "carried_over is")
def _(files):
    """The votes that were carried over come from elsewhere."""
    files.results["carried_over"]["origin"] = "a survey of the public"


@forgery(WAY, ALONE, "counted unknown is")
def _(files):
    """Fewer votes have an unknown split."""
    files.results["counted"]["unknown"] = 0


@forgery(WAY, ALONE, "counted as_of is")
def _(files):
    """The count is of another day."""
    files.results["counted"]["as_of"] = f"{NOW + 99 * DAY:%Y-%m-%d}"


@forgery(WAY, ALONE, "held is 3, and the ledger holds 10")
def _(files):
    """Fewer votes are held apart."""
    files.results["held"] = 3


@forgery(WAY, ALONE, "total is")
def _(files):
    """The total is more than its parts."""
    files.results["total"] += 1


@forgery(WAY, ALONE, "waiting is -10, which is no number of votes")
def _(files):
    """Fewer votes than none wait."""
    files.results["waiting"] -= 11
    files.results["total"] -= 11


@forgery(WAY, NOBODY)
def _(files):
    """More sealed votes wait, or are held sealed, than there are."""
    files.results["waiting"] += 1000
    files.results["held"] += 1000
    files.results["total"] += 1000


@forgery(WAY, ALONE, "ledger_head is")
def _(files):
    """The results are those of an earlier day."""
    files.results["ledger_head"] = files.ledger["entries"][COUNT]["hash"]


# In the database


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


GUARDED = {
    "UPDATE polls_choice SET label='Made up' WHERE code=1": "An answer's label is changed.",
    "UPDATE polls_choice SET code=9 WHERE code=1": "An answer's code is changed.",
    "DELETE FROM polls_choice WHERE code=1": "An answer is deleted.",
    "UPDATE polls_wording SET question='Made up?'": "The question is changed.",
    "DELETE FROM polls_wording": "The wordings are deleted.",
    "UPDATE polls_count SET number=number+1": "Entries of the ledger are changed.",
    "DELETE FROM polls_count": "The ledger is deleted.",
    "UPDATE polls_poll SET most_answers=2": "A ballot may have more answers than before.",
}


def _guarded(statement, name):
    def forge(poll):
        run(statement)

    forge.__doc__ = name
    return forge


for _statement, _name in GUARDED.items():
    forgery(DATABASE, NOBODY, "never (changed or )?deleted", site=GUARDS)(_guarded(_statement, _name))


def insert_swapped_words(poll):
    newest = poll.wordings.last()
    labels = newest.labels | {"1": "No, never", "3": "Yes, now"}
    newest.pk, newest.version, newest.labels, newest.reason = None, newest.version + 1, labels, "A typing error."
    newest.save(force_insert=True)
    for code in (1, 3):
        run("UPDATE polls_choice SET label=%s WHERE code=%s", labels[str(code)], code)


@forgery(DATABASE, ALONE, "the newest words are in no entry yet", site=VERIFY)
def _(poll):
    """A wording with swapped labels is added, as a correction would be."""
    insert_swapped_words(poll)


@forgery(DATABASE, NOBODY, site=VERIFY)
def _(poll):
    """The same, once the site has taken it into an entry: the page and the script show both wordings."""
    insert_swapped_words(poll)
    counting.clean_up(at=NOW + 17 * DAY)


@forgery(DATABASE, KEY, "entry 10 is not signed with the key", site=VERIFY)
def _(poll):
    """An entry with made-up votes is added."""
    entry = Count.objects.get(sequence=COUNT)
    last = poll.ledger.last()
    entry.pk, entry.sequence, entry.previous_hash = None, last.sequence + 1, last.hash
    entry.hash = ledger.hash_of(entry)
    entry.save(force_insert=True)


@forgery(DATABASE, NOBODY)
def _(poll):
    """Sealed ballots are added to the box before a count."""
    factories.cast_many(poll, {2: 10, 3: 40}, at=NOW + 16 * DAY)
    counting.count(poll, at=NOW + 17 * DAY)


def tamper(statement, *values):
    write_guards.lift()
    run(statement, *values)


@forgery(OWNER, ALONE, "counted choices is", site=VERIFY)
def _(poll):
    """Two answers swap their labels."""
    tamper("UPDATE polls_choice SET label='No, never' WHERE code=1")
    tamper("UPDATE polls_choice SET label='Yes, now' WHERE code=3")


@forgery(OWNER, ALONE, "was counted under other words", site=VERIFY)
def _(poll):
    """Two answers swap their labels, in the wordings too."""
    write_guards.lift()
    for wording in poll.wordings.all():
        wording.labels |= {"1": "No, never", "3": "Yes, now"}
        wording.save()
    tamper("UPDATE polls_choice SET label='No, never' WHERE code=1")
    tamper("UPDATE polls_choice SET label='Yes, now' WHERE code=3")


@forgery(OWNER, ALONE, "was counted under other words", site=VERIFY)
def _(poll):
    """The question is swapped."""
    tamper("UPDATE polls_wording SET question='Is something else made up?'")


@forgery(OWNER, ALONE, "counted choices is", site=VERIFY)
def _(poll):
    """An answer is hidden without a wording that says so."""
    tamper("UPDATE polls_choice SET is_hidden=TRUE WHERE code=4")


@forgery(OWNER, ALONE, "was counted under other words", site=VERIFY)
def _(poll):
    """The poll takes another address."""
    tamper(
        "UPDATE polls_poll SET slug='made-up-otherwise' WHERE id=%s",
        Poll._meta.pk.get_db_prep_value(poll.pk, connection),
    )
    poll.slug = "made-up-otherwise"


@forgery(OWNER, ALONE, "counted most_answers is 2, and the ledger makes 1", site=VERIFY)
def _(poll):
    """A ballot may have more answers than before, and the guards are lifted."""
    tamper("UPDATE polls_poll SET most_answers=2")


@forgery(OWNER, ALONE, "was changed: its hash is not that of its text", site=VERIFY)
def _(poll):
    """Votes move from one answer to another."""
    tamper("UPDATE polls_count SET counts=%s WHERE sequence=%s", '{"1": 3, "2": 6, "3": 12}', COUNT)


@forgery(OWNER, HASH, "an entry that you knew is gone", site=VERIFY)
def _(poll):
    """The newest entry is deleted."""
    tamper("DELETE FROM polls_count WHERE sequence=%s", CORRECTION)


@forgery(OWNER, KEY, "is not signed with the key", site=VERIFY)
def _(poll):
    """Votes move from one answer to another, and all hashes are made to fit."""
    move_votes(poll)


@forgery(OWNER, ALONE, "the newest words are in no entry yet", site=VERIFY)
def _(poll):
    """All entries go back to the first format, and the question is swapped."""
    tamper("UPDATE polls_wording SET question='Is something else made up?'")
    tamper("UPDATE polls_count SET format=1, words='', most_answers=1")
    rebuild(poll)


def rebuild(poll, *, is_signed=False):
    """Take all hashes anew."""
    write_guards.lift()
    previous = ledger.BEFORE_THE_FIRST
    for entry in poll.ledger.order_by("-sequence"):  # The unique constraint on the hash before allows no two alike.
        Count.objects.filter(pk=entry.pk).update(previous_hash=f"{entry.sequence}")
    for entry in poll.ledger.order_by("sequence"):
        entry.previous_hash = previous
        entry.hash = previous = ledger.hash_of(entry)
        if is_signed:
            entry.signature = signing.sign(ledger.head_message(poll.pk, entry.sequence, entry.hash)).signature
        entry.save()


def move_votes(poll, *, is_signed=False):
    tamper("UPDATE polls_count SET counts=%s WHERE sequence=%s", '{"1": 3, "2": 6, "3": 12}', COUNT)
    rebuild(poll, is_signed=is_signed)


def swap_question(poll):
    tamper("UPDATE polls_wording SET question='Is something else made up?'")
    texts = words.texts(Poll.objects.get(pk=poll.pk))
    for entry in poll.ledger.all():
        Count.objects.filter(pk=entry.pk).update(words=words.hash_of(texts[: entry.wording_version]))
    rebuild(poll, is_signed=True)


def rewrite_heads(poll):
    (key_files.folder(anchors.FOLDER) / str(poll.pk)).unlink()
    anchors.write(poll.pk)


@forgery(SIGNER, HASH, "an entry that you knew is gone", site=VERIFY)
def _(poll):
    """Votes move from one answer to another, and all is hashed and signed anew."""
    move_votes(poll, is_signed=True)


@forgery(SIGNER, HASH, "an entry that you knew is gone", site=VERIFY)
def _(poll):
    """The question is swapped, and all is hashed and signed anew."""
    swap_question(poll)


@forgery(EVERYTHING, HASH, "an entry that you knew is gone")
def _(poll):
    """Votes move from one answer to another, and all is hashed, signed and kept as a head anew."""
    move_votes(poll, is_signed=True)
    rewrite_heads(poll)


@forgery(EVERYTHING, HASH, "an entry that you knew is gone")
def _(poll):
    """The question is swapped, and all is hashed, signed and kept as a head anew."""
    swap_question(poll)
    rewrite_heads(poll)
