"""List what a release may draw otherwise than the release before it: all other differences of a page are faults.

Each change is taken out of both pages before they are compared. Add one with its reason; never widen a pattern so that
it hides more than its reason names. A change of a release is listed until the fixture of that release takes its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ANYWHERE = ""


@dataclass(frozen=True)
class Change:
    """`pattern` (a regular expression) becomes `stands_for` in the old page and in the new one."""

    pattern: str
    stands_for: str
    why: str
    on: str = ANYWHERE
    """A regular expression for the whole path of the pages that it is about; empty for all pages."""

    def taken_out_of(self, body: str, path: str) -> str:
        if self.on and not re.fullmatch(self.on, path):
            return body
        return re.sub(self.pattern, self.stands_for, body)


WANTED = [
    Change(
        r"http://127\.0\.0\.1:\d+",
        "http://127.0.0.1",
        "The test's site listens on any free port, and feeds name it.",
    ),
    Change(
        r"(/static/[\w/.-]+)\.[0-9a-f]{8,12}(\.\w+)",
        r"\1\2",
        "The name of a static file holds a hash of its content, which changes with the file.",
    ),
    Change(
        r"(?:PsyWeb|House rule): the fixed grammar of texts",
        "House rule: the fixed grammar of texts",
        "A check of this site's own no longer says the software's name, because a site may have another name.",
        on=r"/admin/articles/article/.*",
    ),
    Change(
        r"/static/(?:articles/|polls/|desk/)?js/(?:page-tools|share-print)\.js",
        "/static/js/share-print.js",
        "The script that shares and prints a page is named by what it does.",
    ),
    Change(
        r"/static/(?:articles|polls|desk)/(css|js)/",
        r"/static/\1/",
        "Scripts and styles lie in the folder of the app that they serve.",
    ),
    Change(
        r'(?s)<dl class="api-list">.*?</dl>',
        "",
        "Tables are described beside their models, so they follow the models' order; unsaved text has a table of the "
        "desk; periods are computed. tests/privacy/test_data_inventory.py holds what each of them says.",
        on="/what-we-store/",
    ),
    Change(
        r'(name="csrfmiddlewaretoken" value=")[^"]*',
        r"\1",
        "The token against forged requests is another one each time.",
    ),
    Change(
        r'(name="(?:_served|opened)" value=")[^"]*',
        r"\1",
        "The signature of an opened form holds the time at which it was opened.",
    ),
    Change(
        r'(?s)<aside class="crisis-strip".*?</aside>|<section class="crisis" id="help".*?</section>',
        "",
        "Every search page begins with help lines: the strip, or all of them, which stood below the field before.",
        on=r"/search/.*",
    ),
    Change(
        r'(?s)<p class="small" role="status">[^<]*</p>|<ol class="hits".*?</ol>',
        "",
        "Pages are found and ranked, and passages cut, by another rule: tests/articles/search/ holds what is found.",
        on=r"/search/.*",
    ),
]
