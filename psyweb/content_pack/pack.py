"""The whole pack: each file read by its kind, then all of them held against each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import drawings
from .articles import PackedArticle, read_article
from .faults import Fault, PackRefused
from .notices import PackedNotice, read_notice
from .registers import Registers, read_help_lines, read_polls, read_topics

TOPICS, HELP_LINES, POLLS = "topics.yaml", "helplines.yaml", "polls.yaml"
REGISTERS = {TOPICS: read_topics, HELP_LINES: read_help_lines, POLLS: read_polls}


@dataclass(frozen=True)
class PackedPicture:
    file: str
    data: bytes
    width: int
    height: int
    rights: dict


@dataclass
class Pack:
    articles: list[PackedArticle] = field(default_factory=list)  # By slug, then edition.
    notices: list[PackedNotice] = field(default_factory=list)
    pictures: dict[str, PackedPicture] = field(default_factory=dict)
    registers: Registers = field(default_factory=Registers)


def read_pack(folder: Path, *, on_file: Callable[[str], None] = lambda _file: None) -> Pack:
    """Raises PackRefused with every fault of every file."""
    if not folder.is_dir():
        raise PackRefused([Fault(str(folder), 1, "There is no such folder.")])
    pack = Pack()
    faults: list[Fault] = []
    for file, text in _texts(folder, faults):
        on_file(file)
        if file in REGISTERS:
            faults += REGISTERS[file](text, file, pack.registers)
            continue
        if file.startswith("articles/"):
            article, its_faults = read_article(text, file)
            pack.articles += [article] if article else []
        else:
            notice, its_faults = read_notice(text, file)
            pack.notices += [notice] if notice else []
        faults += its_faults
    pack.articles.sort(key=lambda article: (article.slug, article.edition))
    _read_pictures(folder, pack, faults)
    faults += list(_cross_faults(pack, {fault.file for fault in faults}))
    if faults:
        raise PackRefused(faults)
    return pack


def _texts(folder, faults) -> Iterator[tuple[str, str]]:
    paths = [folder / name for name in REGISTERS]
    paths += sorted(folder.glob("notices/*.md")) + sorted(folder.glob("articles/*.md"))
    for path in paths:
        file = path.relative_to(folder).as_posix()
        try:
            yield file, path.read_text(encoding="utf-8").replace("\r\n", "\n")
        except FileNotFoundError:
            faults.append(Fault(file, 1, "The file is missing."))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            faults.append(Fault(file, line, "This is not UTF-8."))


def _read_pictures(folder, pack, faults):
    drawn = {}
    for path in sorted(folder.glob("images/*")):
        size, its_faults = drawings.size_and_faults(path.read_bytes())
        faults += [Fault(f"images/{path.name}", line, reason) for line, reason in its_faults]
        drawn[path.name] = (path, size)
    for article in pack.articles:
        if not article.image:
            continue
        name, line = article.image["file"], article.lines["image"]
        rights = {key: value for key, value in article.image.items() if key != "file"}
        known = pack.pictures.get(name)
        if name not in drawn:
            faults.append(Fault(article.file, line, f"There is no drawing “{name}” in images/."))
        elif known and known.rights.get("alt") != rights.get("alt"):
            faults.append(Fault(article.file, line, f"“{name}” has another alt elsewhere; one picture has one."))
        elif not known and drawn[name][1]:
            path, (width, height) = drawn[name]
            pack.pictures[name] = PackedPicture(name, path.read_bytes(), width, height, rights)


def _cross_faults(pack, faulty):
    """What names something that is not there. Of files that could not be read, nobody knows what they hold."""
    sources = {"article": "articles/", "notice": "notices/", "poll": POLLS, "topic": TOPICS}
    unread = {kind for kind, start in sources.items() if any(file.startswith(start) for file in faulty)}
    known = {
        "article": {article.slug for article in pack.articles},
        "notice": {notice.slug for notice in pack.notices},
        "poll": {poll["slug"] for poll, _line in pack.registers.polls},
        "topic": {topic["slug"] for topic, _line in pack.registers.topics},
    }
    yield from _doubled(pack)
    for file, line, kind, slug in _references(pack):
        if kind not in unread and slug not in known[kind]:
            yield Fault(file, line, f"There is no {kind} “{slug}” in the pack.")


def _references(pack):
    """(file, line, kind, slug) of everything that names something else by its slug."""
    for article in pack.articles:
        yield article.file, article.lines["topic"], "topic", article.topic
        if article.poll:
            yield article.file, article.lines["poll"], "poll", article.poll
    for text in [*pack.articles, *pack.notices]:
        yield from ((text.file, line, kind, slug) for line, kind, slug in text.links)
    registers = pack.registers
    for topic, line in registers.topics:
        yield from ((TOPICS, line, "article", slug) for slug in topic["articles"])
    yield from ((TOPICS, line, "article", term["article"]) for term, line in registers.index)
    for poll, line in registers.polls:
        yield POLLS, line, "article", poll["article"]
        yield from ((POLLS, line, "notice", slug) for slug in poll["notices"])


def _doubled(pack):
    seen: dict = {}
    for article in pack.articles:
        first = seen.setdefault((article.slug, article.edition), article)
        if first is not article:
            reason = f"“{article.slug}”, edition {article.edition}, also stands in {first.file}."
            yield Fault(article.file, article.lines["slug"], reason)
    for notice in pack.notices:
        first_notice = seen.setdefault(("notice", notice.slug, notice.effective_from), notice)
        if first_notice is not notice:
            yield Fault(notice.file, 2, f"The notice “{notice.slug}” of that day also stands in {first_notice.file}.")
    yield from _gaps(pack)


def _gaps(pack):
    numbers: dict[str, list[int]] = {}
    for article in pack.articles:
        numbers.setdefault(article.slug, []).append(article.edition)
        if article.edition != len(numbers[article.slug]) and len(set(numbers[article.slug])) == len(
            numbers[article.slug]
        ):
            yield Fault(article.file, article.lines["edition"], "Editions are numbered 1, 2, 3 … without a gap.")
