from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    file: str  # Relative to the pack.
    line: int
    reason: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.reason}"


class PackRefused(Exception):  # noqa: N818 (a refusal is an answer, not an accident)
    """Every fault of the pack. Nothing of it was loaded."""

    def __init__(self, faults):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FaultList:
    """Collects the faults of one file, so that one run names them all."""

    def __init__(self, file):
        self.file = file
        self.faults: list[Fault] = []

    def add(self, line, reason):
        self.faults.append(Fault(self.file, max(line, 1), reason))
