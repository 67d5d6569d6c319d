"""Count the real articles of a folder that the grammar takes as they are (`make bench-grammar CORPUS=folder`).

Each file is Markdown: a title, lines about its origin and "---", then sections that begin with "##". The links of such
files are bare addresses, which an editor turns into [words](https://…): the one repair that a fit may need.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django

HEAD_END = "\n---\n"
SECTION = re.compile(r"^#{1,2} .*$", re.MULTILINE)
QUOTED = re.compile(r"“[^”]*”|\d+")  # What differs between two messages of one kind.


def bodies(text: str) -> list[str]:
    """The bodies of the article's sections."""
    _head, _end, article = text.partition(HEAD_END)
    return [body.strip("\n") for body in SECTION.split(article or text)]


def messages(text: str) -> Iterator[str]:
    """Yield each kind of fault that the article has, without those of links' form."""
    from articles.markdown import rendering
    from articles.markdown.inline import BARE_ADDRESS

    for body in bodies(text):
        for fault in rendering.article_faults(body):
            if fault.message != str(BARE_ADDRESS):
                yield QUOTED.sub("…", fault.message)


def main(folder: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")) if path.name != "README.md"]
    found = [set(messages(text)) for text in texts]
    fit = sum(not kinds for kinds in found)
    print(f"{fit} of {len(texts)} articles ({fit / len(texts):.0%}) need no change but the form of their links.")
    for message, count in Counter(kind for kinds in found for kind in kinds).most_common():
        print(f"{count:4}  {message}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    django.setup()
    main(Path(sys.argv[1]))
