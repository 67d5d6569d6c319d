"""Run the parts of a suite and write their results as Markdown to benchmarks/results/<suite>.md."""

import os
import platform
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import django

FOLDER = Path(__file__).with_name("results")


def run(suite: str, words: str, parts: Mapping[str, Callable[[], str]], chosen: Sequence[str]) -> None:
    """Writes the file after all parts. Parts that are chosen are only shown: the file never mixes runs."""
    if unknown := set(chosen) - set(parts):
        sys.exit(f"There is no part {', '.join(sorted(unknown))}. The parts are {', '.join(parts)}.")
    sections = []
    for name in chosen or parts:
        print(f"── {name}", flush=True)
        sections.append(parts[name]())
        print(sections[-1], flush=True)
    if not chosen:
        write(suite, words, sections)


def write(suite: str, words: str, sections: list[str]) -> None:
    """Replaces the whole file. `words` begin with its title, each section with a title of its own."""
    FOLDER.mkdir(exist_ok=True)
    text = "\n\n".join(part.strip() for part in (words, _machine(), *sections))
    (FOLDER / f"{suite}.md").write_text(f"{text}\n")


def table(heads: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        system = platform.system()
    return (
        f"Machine: {os.cpu_count()} processor cores, {memory:.0f} GB of memory, {system}; load average at the end "
        f"{os.getloadavg()[0]:.1f}. Python {platform.python_version()}, Django {django.__version__}."
    )
