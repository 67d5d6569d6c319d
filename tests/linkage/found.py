"""Where an insider looks, and what each place ties to a mark. The same functions look at a table that leaks."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from tests.crash.cluster import Cluster
from tests.machinery.cluster import OWNER

Ties = dict[bytes, bytes]
PAGE = 8192
CIPHER = 66
MASK_LENGTH = 2  # The last bytes of what a ballot holds.


def in_order(marks: Iterable[bytes], things: Iterable[bytes]) -> Ties:
    """The first mark with the first thing, and so on: rows that were written together lie in one order."""
    return dict(zip(marks, things, strict=False))


def in_log(log: bytes, marks: Sequence[bytes]) -> Ties:
    """All that was written from the first word of a vote to the first of the next."""
    places = {}
    for mark in marks:
        names = (mark.hex().encode(), str(UUID(bytes=mark)).encode())
        places[mark] = min((place for name in names if (place := log.find(name)) >= 0), default=-1)
    return _up_to_next(log, {mark: place for mark, place in places.items() if place >= 0})


def _up_to_next(text: bytes, places: dict[bytes, int]) -> Ties:
    ordered = sorted(places, key=places.__getitem__)
    ends = [places[mark] for mark in ordered[1:]] + [len(text)]
    return {mark: text[places[mark] + len(mark) : end][:4_000] for mark, end in zip(ordered, ends, strict=True)}


def _table(column: str) -> str:
    return column.partition(".")[0]


class InPostgresql:
    def __init__(self, cluster: Cluster, poll: UUID) -> None:
        self.cluster = cluster
        # The end of a ballot's row, as PostgreSQL lays it out: box, cipher, key, poll.
        self.ballot = re.compile(rb"\x0bmain\x87(.{66}).{8,15}?" + re.escape(poll.bytes), re.DOTALL)

    def before_the_count(self, marks: Sequence[bytes]) -> dict[str, Ties]:
        """A backup, a replica, a reader of the tables, while the ballots wait."""
        return {
            "xmin": self._by_transaction("polls_mark.mark", "polls_sealedballot.cipher"),
            "dump": self._by_dump("polls_mark.mark", "polls_sealedballot.cipher"),
        }

    def after_the_count(self, marks: Sequence[bytes]) -> dict[str, Ties]:
        rows = "SELECT uuid_send(mark), concat_ws(' ', xmin, ctid, issued_on)::bytea FROM polls_mark"
        lines = self._log_lines()
        return {
            "rows": self._rows(rows),
            "dead rows": in_order(marks, self._heap("polls_sealedballot")),
            "write-ahead log": self._by_log(marks),
            "pg_waldump": in_order(marks, lines),
        }

    def leak(self, votes: Sequence[tuple[bytes, bytes]]) -> Ties:
        with self.cluster.connect() as connection:
            connection.execute("CREATE TABLE leaky_mark (mark uuid); CREATE TABLE leaky_ballot (choice bytea)")
            for mark, answers in votes:
                with connection.transaction():
                    connection.execute("INSERT INTO leaky_mark VALUES (%s)", [UUID(bytes=mark)])
                    connection.execute("INSERT INTO leaky_ballot VALUES (%s)", [answers])
        by_dump = self._by_dump("leaky_mark.mark", "leaky_ballot.choice")
        assert by_dump == self._by_transaction("leaky_mark.mark", "leaky_ballot.choice")
        return by_dump

    def _rows(self, query: str) -> Ties:
        with self.cluster.connect() as connection:
            return {bytes(mark): bytes(beside) for mark, beside in connection.execute(query)}

    def _by_transaction(self, mark: str, beside: str) -> Ties:
        marks, ballots = _table(mark), _table(beside)
        return self._rows(
            f"SELECT uuid_send({mark}), {beside} FROM {marks} JOIN {ballots} ON {marks}.xmin = {ballots}.xmin"
        )

    def _by_dump(self, mark: str, beside: str) -> Ties:
        marks = (UUID(text).bytes for text in self._dumped(*mark.split(".")))
        return in_order(marks, (bytes.fromhex(text.removeprefix(r"\\x")) for text in self._dumped(*beside.split("."))))

    def _dumped(self, table: str, column: str) -> Iterator[str]:
        words = [self.cluster.programs / "pg_dump", "-h", self.cluster.folder, "-U", OWNER, "-a", "-t", table, OWNER]
        dump = subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True).stdout
        heading, _, rest = dump.partition("\nCOPY ")[2].partition("FROM stdin;\n")
        index = re.search(r"\((.*)\)", heading)[1].split(", ").index(column)
        for line in rest.partition("\n\\.")[0].splitlines():
            yield line.split("\t")[index]

    def _heap(self, table: str) -> list[bytes]:
        """Deleted rows that still lie in the table's file, first row first: a page is filled from its end."""
        with self.cluster.connect() as connection:
            connection.execute("CHECKPOINT")
            (name,) = connection.execute("SELECT pg_relation_filepath(%s)", [table]).fetchone()
        data = (self.cluster.data / name).read_bytes()
        pages = (data[start : start + PAGE] for start in range(0, len(data), PAGE))
        return [cipher for page in pages for cipher in reversed(self.ballot.findall(page))]

    def _by_log(self, marks: Sequence[bytes]) -> Ties:
        text = b"".join(path.read_bytes() for path in sorted((self.cluster.data / "pg_wal").glob("0*")))
        places = {mark: place for mark in marks if (place := text.find(mark)) >= 0}
        after = _up_to_next(text, places)
        hits = {mark: self.ballot.search(beside) for mark, beside in after.items()}
        return {mark: hit[1] for mark, hit in hits.items() if hit}

    def _log_lines(self) -> list[bytes]:
        """What pg_waldump prints of each transaction that wrote to both tables, in their order."""
        first = min((self.cluster.data / "pg_wal").glob("0*"))
        words = [str(self.cluster.programs / "pg_waldump"), str(first)]
        printed = subprocess.run(words, check=False, capture_output=True).stdout
        with self.cluster.connect() as connection:
            query = "SELECT pg_relation_filenode('polls_mark'), pg_relation_filenode('polls_sealedballot')"
            tables = [b"/%d " % number for number in connection.execute(query).fetchone()]
        of_transaction: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for line in printed.splitlines():
            of_transaction[line.partition(b"tx:")[2].split(b",")[0].strip()].append(line)
        groups = [b"\n".join(lines) for number, lines in of_transaction.items() if number != b"0"]
        return [lines for lines in groups if b"INSERT" in lines and all(table in lines for table in tables)]


class InSqlite:
    def __init__(self, file: Path, poll: UUID) -> None:
        self.file = file
        self.ballot = re.compile(rb"main(.{66}).{0,8}?" + poll.hex.encode(), re.DOTALL)

    def before_the_count(self, marks: Sequence[bytes]) -> dict[str, Ties]:
        return {"rows": self._by_row("polls_mark.mark", "polls_sealedballot.cipher")}

    def after_the_count(self, marks: Sequence[bytes]) -> dict[str, Ties]:
        files = {path.name: path.read_bytes() for path in self.file.parent.glob(f"{self.file.name}*")}
        log = files[f"{self.file.name}-wal"]
        return {
            "rows after": self._rows("SELECT mark, CAST(rowid || issued_on AS BLOB) FROM polls_mark"),
            "file": in_order(marks, self._ciphers(files[self.file.name])),
            "write-ahead log": in_order(marks, self._ciphers(log)),
        }

    def leak(self, votes: Sequence[tuple[bytes, bytes]]) -> Ties:
        with sqlite3.connect(self.file) as connection:
            connection.execute("CREATE TABLE leaky_mark (mark TEXT)")
            connection.execute("CREATE TABLE leaky_ballot (choice BLOB)")
            connection.executemany("INSERT INTO leaky_mark VALUES (?)", [(mark.hex(),) for mark, _ in votes])
            connection.executemany("INSERT INTO leaky_ballot VALUES (?)", [(answers,) for _, answers in votes])
        connection.close()
        return self._by_row("leaky_mark.mark", "leaky_ballot.choice")

    def _by_row(self, mark: str, beside: str) -> Ties:
        marks, ballots = _table(mark), _table(beside)
        return self._rows(f"SELECT {mark}, {beside} FROM {marks} JOIN {ballots} ON {marks}.rowid = {ballots}.rowid")

    def _rows(self, query: str) -> Ties:
        connection = sqlite3.connect(self.file)
        found = {bytes.fromhex(mark): bytes(beside) for mark, beside in connection.execute(query)}
        connection.close()
        return found

    def _ciphers(self, data: bytes) -> list[bytes]:
        """In the order in which they were written, each once: a page is filled from its end."""
        pages = (data[start : start + 4096] for start in range(0, len(data), 4096))
        return list(dict.fromkeys(cipher for page in pages for cipher in reversed(self.ballot.findall(page))))
