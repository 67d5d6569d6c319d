"""Check a poll's published ledger and figures. Trust nothing of what is read, only the key and the hash given here.

    python check_ledger.py ADDRESS [KEY [KEPT]]

ADDRESS: https://site/polls/SLUG/, or file:///…/SLUG/ with copies of its ledger.json and results.json.
KEY: the site's verify key as you know it from another day or place; several with commas between them; - for none.
KEPT: what an earlier run ended with, NUMBER:HASH, or the hash alone.

Needs Python 3.9 or later, with a KEY also PyNaCl. Exit status: 0 no fault, 1 a line for each fault, 2 wrong arguments.
docs/ledger.md says what is checked, and which forgeries nobody can find.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

SIGNED = "PsyWeb ledger head\n{poll}\n{sequence}\n{hash}\n"
ENTRY = {"poll": str, "sequence": int, "day": str, "kind": str, "number": int, "counts": dict, "unknown": int}
ENTRY |= {"wording_version": int, "about": (int, type(None)), "origin": str, "note": str, "method": str}
ENTRY |= {"previous_hash": str}
ENTRY_2 = ENTRY | {"format": int, "words": str, "most_answers": int}
WORDING = {"poll": str, "version": int, "question": str, "labels": dict, "from_day": str, "reason": str}
IN_TOTAL, DECISIONS = ("count", "leftover", "held accepted", "correction"), ("held accepted", "held rejected")
KINDS = (*IN_TOTAL, "carried over", "held", "held rejected", "words")
WITHOUT_COUNTS = ("carried over", "leftover", "words")
FEWEST_FOR_SHARES, MOST_ANSWERS, MOST_VOTES, MOST_BYTES = 30, 9, 10**12, 200_000_000
TRIES, PAUSE_SECONDS, LIMIT_SECONDS = 3, 3, 60


class Fault(Exception):
    """Something so wrong that nothing after it can be checked."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_parts: Any) -> None:
        """Go to no other place: the answer is then an error."""


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def shown(value: Any) -> str:
    """For a screen, without characters that could steer it."""
    text = value if type(value) is str else canonical(value)
    return "".join(each if each.isprintable() else "?" for each in text)[:300]


def parse(text: str, what: str) -> dict[str, Any]:
    """Parse a JSON object whose names stand once each and whose numbers are whole."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a name stands twice")
        return dict(pairs)

    def refuse(number: str) -> None:
        raise ValueError(f"{number} is not a whole number")

    try:
        found = json.loads(text, object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise Fault(f"{what} cannot be read: {error}") from error
    if type(found) is not dict:
        raise Fault(f"{what} is no object")
    return found


def parse_hashed(text: Any, shapes: tuple[dict[str, Any], ...], what: str) -> dict[str, Any]:
    """Parse a text that a hash covers: the fields of one of the shapes, each of its type, in their one spelling."""
    found = parse(text, what) if type(text) is str else {}
    shape = next((shape for shape in shapes if shape.keys() == found.keys()), None)
    types = [type(found[name]) in (kind if type(kind) is tuple else (kind,)) for name, kind in (shape or {}).items()]
    if not types or not all(types) or canonical(found) != text:
        raise Fault(f"{what} is not written as a site writes it")
    return found


def is_hex(value: Any, length: int) -> bool:
    return type(value) is str and re.fullmatch(f"[0-9a-f]{{{length}}}", value) is not None


def is_day(value: Any) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def load(address: str, name: str) -> dict[str, Any]:
    try:
        with urllib.request.build_opener(NoRedirect).open(address + name, timeout=LIMIT_SECONDS) as answer:
            data = answer.read(MOST_BYTES + 1)
            text = data.decode()
    except (OSError, http.client.HTTPException, UnicodeDecodeError) as error:
        raise Fault(f"{name} cannot be read: {shown(str(error))}") from error
    if len(data) > MOST_BYTES:
        raise Fault(f"{name} has more than {MOST_BYTES} bytes")
    return parse(text, name)


def load_both(address: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Ledger and figures of one moment: where an entry came between the two, they are read again."""
    tries = 1 if address.startswith("file:") else TRIES
    while True:
        results, ledger = load(address, "results.json"), load(address, "ledger.json")
        if not all(type(ledger.get(name)) is list and ledger[name] for name in ("entries", "wordings")):
            raise Fault("ledger.json has no entries, or no wordings")
        newest, tries = ledger["entries"][-1], tries - 1
        moment = [newest.get("hash") if type(newest) is dict else None, len(ledger["wordings"])]
        if not tries or moment == [results.get("ledger_head"), results.get("wording_version")]:
            return ledger, results
        time.sleep(PAUSE_SECONDS)


def read_wordings(texts: list[Any], slug: str) -> Iterator[dict[str, Any]]:
    for version, text in enumerate(texts, start=1):
        wording = parse_hashed(text, (WORDING,), f"wording {version}")
        if (wording["poll"], wording["version"]) != (slug, version) or not is_day(wording["from_day"]):
            raise Fault(f"wording {version} is of another poll, version or day")
        if not all(re.fullmatch("[1-9]", code) and type(label) is str for code, label in wording["labels"].items()):
            raise Fault(f"wording {version} has answers that are none")
        yield wording


def is_signed(entry: dict[str, Any], says: dict[str, Any], keys: set[str]) -> bool:
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    signer, signature = entry.get("signer"), entry.get("signature")
    signed = SIGNED.format(poll=says["poll"], sequence=says["sequence"], hash=hash_of(entry["text"])).encode()
    try:
        return (
            signer in keys
            and is_hex(signature, 128)
            and bool(VerifyKey(bytes.fromhex(signer)).verify(signed, bytes.fromhex(signature)))
        )
    except BadSignatureError:
        return False


def shares(votes: dict[str, int], known: int, most_answers: int) -> dict[str, int]:
    """Whole percentages. Of one answer each, the largest remainders are rounded up, and equal votes alike."""
    if most_answers != 1:
        return {code: (200 * number + known) // (2 * known) for code, number in votes.items()}
    share = {code: number * 100 // known for code, number in votes.items()}
    left = 100 - sum(share.values())
    for number in sorted(set(votes.values()), key=lambda number: (-(number * 100 % known), -number)):
        tied = [code for code in votes if votes[code] == number]
        if len(tied) > left:
            break
        share.update({code: share[code] + 1 for code in tied})
        left -= len(tied)
    return share


def are_possible(counts: dict[str, int], ballots: int, most_answers: int) -> bool:
    """Each ballot gives one answer or more, and none of them twice."""
    return max(counts.values(), default=0) <= ballots <= sum(counts.values()) <= ballots * most_answers


class Ledger:
    """The sums of the entries. `add` yields an entry's faults; the sums are of those without one."""

    def __init__(self, poll: Any, texts: list[str], wordings: list[dict[str, Any]], keys: set[str]) -> None:
        self.poll, self.texts, self.wordings, self.keys = poll, texts, wordings, keys
        self.hashes = ["0" * 64]
        self.format, self.version, self.most_answers = 1, 1, 0
        self.carried: dict[str, Any] = {}
        self.counted, self.unknown, self.as_of = 0, 0, None
        self.votes: Counter[str] = Counter()
        self.held: dict[int, tuple[Any, ...]] = {}

    def add(self, place: int, entry: Any) -> Iterator[str]:
        says = parse_hashed(entry.get("text") if type(entry) is dict else None, (ENTRY, ENTRY_2), f"entry {place}")
        faults = [*self.faults_of_chain(place, entry, says), *self.faults_of_words(says), *self.faults_of_votes(says)]
        self.hashes.append(entry.get("hash"))
        if not faults:
            self.add_up(says)
            if min(self.counted, self.unknown, *self.votes.values()) < 0:
                faults = ["takes away more votes than there are"]
            elif not are_possible(self.votes, self.counted - self.unknown, self.most_answers):
                faults = ["leaves sums that its ballots cannot have given"]
        yield from (f"entry {place} {fault}" for fault in faults)

    def faults_of_chain(self, place: int, entry: dict[str, Any], says: dict[str, Any]) -> Iterator[str]:
        if entry.get("hash") != hash_of(entry["text"]):
            yield "was changed: its hash is not that of its text"
        if (says["poll"], says["sequence"], says["previous_hash"]) != (self.poll, place, self.hashes[-1]):
            yield "is of another poll, or does not follow from the entry before"
        if self.keys and not is_signed(entry, says, self.keys):
            yield "is not signed with the key"
        if says["kind"] not in KINDS or (says["kind"] == "carried over") != (place == 0) or not is_day(says["day"]):
            yield f"is of a kind or a day that cannot stand here: {shown([says['kind'], says['day']])}"

    def faults_of_words(self, says: dict[str, Any]) -> Iterator[str]:
        before, version = self.version, says["wording_version"]
        if not self.format <= says.get("format", 1) <= 2 or says.get("format") == 1:
            yield "is of a format that cannot stand here"
        if not before <= version <= len(self.wordings):
            yield f"was counted under wording {version}, which cannot be"
        elif "words" in says and says["words"] != hash_of("".join(f"{text}\n" for text in self.texts[:version])):
            yield "was counted under other words than those shown"
        self.format, self.version = says.get("format", 1), version

    def faults_of_votes(self, says: dict[str, Any]) -> Iterator[str]:
        kind, number, unknown, counts = says["kind"], says["number"], says["unknown"], says["counts"]
        least = -MOST_VOTES if kind == "correction" else 0
        if not all(type(each) is int and least <= each <= MOST_VOTES for each in (number, unknown, *counts.values())):
            yield "has a number of votes that cannot be"
            return
        known, most = number - unknown, says.get("most_answers", 1)
        if not 1 <= most <= MOST_ANSWERS or self.most_answers not in (0, most):
            yield "allows another number of answers on a ballot"
        self.most_answers = most
        # A correction of several answers may be of ballots or answers alone: the sums then show whether it can be.
        is_sum = most > 1 or sum(counts.values()) == known
        if not (is_sum if kind == "correction" else are_possible(counts, known, most)):
            yield "does not add up: its answers and the unknown are not its number"
        if (kind == "words" and number) or (kind in WITHOUT_COUNTS and counts):
            yield "has votes that its kind cannot have"
        if not counts.keys() <= {code for wording in self.wordings[: self.version] for code in wording["labels"]}:
            yield "counts an answer that the poll does not have"
        is_decision, about = kind in DECISIONS, says["about"]
        if is_decision != (about is not None) or (is_decision and self.held.get(about) != (number, unknown, counts)):
            yield "decides on votes that are not held so"

    def add_up(self, says: dict[str, Any]) -> None:
        self.held.pop(says["about"], None)
        if says["kind"] == "held":
            self.held[says["sequence"]] = (says["number"], says["unknown"], says["counts"])
        elif says["kind"] == "carried over":
            self.carried = says
        elif says["kind"] in IN_TOTAL:
            self.counted += says["number"]
            self.unknown += says["unknown"]
            self.votes.update(says["counts"])
            self.as_of = max(self.as_of or "", says["day"])

    def choices(self) -> list[dict[str, Any]]:
        """The answers that the results must hold: those on offer, and others that have votes."""
        labels = {code: label for wording in self.wordings for code, label in wording["labels"].items()}
        listed = {code: self.votes[code] for code in labels if code in self.wordings[-1]["labels"] or self.votes[code]}
        known = self.counted - self.unknown
        share = shares(listed, known, self.most_answers) if known >= FEWEST_FOR_SHARES else {}
        return [
            {"code": int(code), "label": labels[code], "votes": listed[code], "share": share.get(code)}
            for code in listed
        ]


def check_results(results: dict[str, Any], ledger: Ledger) -> Iterator[str]:
    newest = ledger.wordings[-1]
    if (ledger.format, ledger.version) != (2, newest["version"]):
        yield "the newest words are in no entry yet; an honest site adds one soon: try again later"
    counted = results["counted"] if type(results.get("counted")) is dict else {}
    given = results | {f"counted {name}": value for name, value in counted.items()}
    for name in ("waiting", "held"):
        if type(given.get(name)) is not int or not 0 <= given[name] <= MOST_VOTES:
            raise Fault(f"results.json: {name} is {shown(given.get(name))}, which is no number of votes")
    if type(given.get("counted choices")) is list:
        given["counted choices"] = sorted(given["counted choices"], key=canonical)
    origin = {"total": ledger.carried["number"], "split": "unknown", "origin": ledger.carried["origin"]}
    derived = {"poll": newest["poll"], "question": newest["question"], "wording_version": newest["version"]}
    derived |= {"carried_over": origin, "total": ledger.carried["number"] + ledger.counted + given["waiting"]}
    given.setdefault("counted most_answers", 1)
    derived |= {"counted most_answers": ledger.most_answers}
    derived |= {"counted total": ledger.counted, "counted unknown": ledger.unknown, "counted as_of": ledger.as_of}
    derived |= {"counted choices": sorted(ledger.choices(), key=canonical), "ledger_head": ledger.hashes[-1]}
    for name, value in derived.items():
        if canonical(given.get(name)) != canonical(value):
            yield f"results.json: {name} is {shown(given.get(name))}, and the ledger makes {shown(value)}"
    undecided = sum(number for number, *_ in ledger.held.values())
    if given["held"] < undecided:
        yield f"results.json: held is {given['held']}, and the ledger holds {undecided} undecided votes"
    if given.get("state") not in ("open", "closed") or not (type(given.get("method")) is str and given["method"]):
        yield "results.json: state or method is missing"
    if given.get("counted next_count_from", "") is not None and not is_day(given.get("counted next_count_from")):
        yield "results.json: next_count_from is no day"


def check(address: str, keys: set[str], kept: str) -> Iterator[str]:
    """Yield the faults; print what a person should see of a ledger without one."""
    found, results = load_both(address)
    wordings = list(read_wordings(found["wordings"], address.split("/")[-2]))
    ledger = Ledger(found.get("id"), found["wordings"], wordings, keys)
    faults = [fault for place, entry in enumerate(found["entries"]) for fault in ledger.add(place, entry)]
    faults = faults or list(check_results(results, ledger))
    number, _, known_hash = kept.rpartition(":")
    hashes = ledger.hashes[1:]
    if kept and known_hash not in (hashes[int(number) : int(number) + 1] if number else hashes):
        faults.append("an entry that you knew is gone: the ledger was cut or rebuilt")
    yield from faults
    if faults:
        return
    print(f"{len(hashes)} entries hold together and make {ledger.carried['number'] + ledger.counted} votes.")
    for wording in wordings:
        print(f"Wording {wording['version']}, from {wording['from_day']}: {shown(wording['question'])}")
        print(f"  {shown(wording['labels'])} {shown(wording['reason'])}")
    print(
        f"Not in the ledger, so not checked: {results['waiting']} waiting votes, and held ones that are still sealed."
    )
    if not keys:
        print("Not checked, for lack of a key: the signatures. Anybody could have made this ledger.")
    if not kept:
        print("Not checked, for lack of a kept hash: whether newer entries were cut off, or all was made anew.")
    print(f"Keep this for the next time: {len(hashes) - 1}:{hashes[-1]}")


def main(arguments: list[str]) -> int:
    address, key, kept = (arguments + ["", "-", ""][len(arguments) :])[:3]
    parts, keys = urlsplit(address), set() if key == "-" else set(key.split(","))
    is_local = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
    is_safe = parts.scheme in ("https", "file") or is_local
    is_kept = re.fullmatch("([0-9]{1,9}:)?[0-9a-f]{64}", kept) or not kept
    if not (is_safe and len(arguments) in (1, 2, 3) and is_kept and all(is_hex(each, 64) for each in keys)):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        faults = list(check(address.rstrip("/") + "/", keys, kept))
    except (Fault, RecursionError) as fault:
        faults = [str(fault)]
    except ImportError:
        faults = ["the signatures cannot be checked without PyNaCl: pip install pynacl"]
    for fault in faults:
        print(f"FAULT: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
