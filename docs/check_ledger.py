"""Check a poll's published ledger: python check_ledger.py https://site/polls/SLUG/ [VERIFY_KEY [KEPT_HASH]]

Needs Python alone for the hashes and sums, PyNaCl also for the signatures. It shows that no entry was changed, left out
or put in, that every figure of the poll is the sum of them, and that VERIFY_KEY signed each. With a hash that you kept
from an earlier day it also shows that the ledger has only grown since. It cannot show that each ballot was a person.
"""

import hashlib
import json
import sys
import urllib.request
from collections import Counter

address, key, kept = (*sys.argv[1:], "", "")[:3]
ledger, poll = (json.load(urllib.request.urlopen(address + name)) for name in ("ledger.json", "results.json"))
hashes, votes, total = ["0" * 64], Counter(), 0
for place, entry in enumerate(ledger["entries"]):
    says, row = json.loads(entry["text"]), [place, hashes[-1], ledger["id"]]
    assert hashlib.sha256(entry["text"].encode()).hexdigest() == entry["hash"], f"entry {place} was changed"
    assert [says["sequence"], says["previous_hash"], says["poll"]] == row, f"not in row: {place}"
    assert sum(says["counts"].values()) + says["unknown"] == says["number"], f"entry {place} does not add up"
    if key:
        from nacl.signing import VerifyKey

        signed = ledger["signed_text"].format(id=ledger["id"], sequence=place, hash=entry["hash"]).encode()
        VerifyKey(bytes.fromhex(key)).verify(signed, bytes.fromhex(entry["signature"]))
    if says["kind"] not in ("held", "held rejected"):
        votes.update({int(code): number for code, number in says["counts"].items()})
        total += says["number"]
    hashes.append(entry["hash"])
assert [hashes[-1], total + poll["waiting"]] == [poll["ledger_head"], poll["total"]], "the figures are not the ledger's"
assert all(votes[one["code"]] == one["votes"] for one in poll["counted"]["choices"]), "the split is not the sum"
assert not kept or kept in hashes, "an entry that you knew is gone"
print(f"{len(hashes) - 1} entries hold together, and make {total} votes. Head: {hashes[-1]}")
