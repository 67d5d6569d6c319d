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
        r'\s*<li><a href="/statements/">[^<]*</a></li>',
        "",
        "The footer leads to the register of statements.",
    ),
    Change(
        r"<url><loc>[^<]*/statements/</loc></url>\n",
        "",
        "The sitemap has the register of statements.",
        on="/sitemap.xml",
    ),
    Change(
        r', "(?:last_changed": "[\d-]+"|statements": \[\])',
        "",
        "The content API gives the statements of each section, and when a page last changed.",
        on="/api/articles/.*",
    ),
    Change(
        r'(?s)("components": |<h2 id="shapes">).*',
        r"\1",
        "The answers of the content API have new fields. tests/articles/reading/test_api.py holds what it describes.",
        on="/api/(?:openapi.json)?",
    ),
    Change(
        r'(?s)<section class="tile is-statements.*?</section>|<tr class="model-statementversion">.*?</tr>',
        "",
        "The desk has the register of statements.",
        on="/admin/(?:articles/)?",
    ),
    Change(
        r'<summary type="(?:html|text)">',
        '<summary type="text">',
        "Summaries of feeds are the plain text that they always were.",
        on=r"/(?:feed|articles/[\w-]+/editions)\.atom",
    ),
    Change(
        r', "pictures": \[\]',
        "",
        "The content API lists the pictures that a text shows.",
        on="/api/articles/.*",
    ),
    Change(
        r'(?s)<th scope="col" class="sortable column-name">.*?</th>|<td class="field-name">[^<]*</td>'
        r'|<div class="form-row field-name">.*?(?=<div class="form-row field-alt">)|(?<=href=")\?o=\d',
        "",
        "Pictures have short names, by which texts show them; the columns after it have another number.",
        on="/admin/articles/picture/.*",
    ),
    Change(
        r", Content \| statement \| Can \w+ statement",
        "",
        "The roles have rights on statements.",
        on="/admin/auth/group/.*",
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
    Change(
        r"(?s)<tr\b[^>]*>(?:(?!</?tr\b).)*?>\s*words\s*<(?:(?!</tr>).)*</tr>",
        "",
        "A ledger of the first format gets one entry that covers the words of its poll.",
        on=r"/polls/[\w-]+/ledger/|/admin/polls/(?:poll/[\w-]+/change|count)/",
    ),
    Change(
        r"(?:The one entry agrees with its hash|All \d+ entries agree with their hashes)\."
        r"|The newest (?:\d+ )?entr(?:y|ies)\.",
        "All entries.",
        "The number of entries, with the one that covers the words.",
        on=r"/polls/[\w-]+/ledger/|/admin/polls/poll/[\w-]+/change/",
    ),
    Change(
        r'(?s)\d+(?= ledger entries)|<li[^>]*>\s*<a href="\?kind__exact=words".*?</li>',
        "",
        "Their number, and the filter for entries about words.",
        on="/admin/polls/count/",
    ),
    Change(
        r'(?s)<section aria-labelledby="how-to-check".*?</section>',
        "",
        "How to check a ledger names the script, and the hash of the newest entry.",
        on=r"/polls/[\w-]+/ledger/",
    ),
    Change(
        r'(?s) "signed_text": [^\n]*\n| "wordings": \[.*?\],\n'
        r'|,\s*\{\s*"text": "[^\n]*\\"kind\\":\\"words\\".*?\n\s*\}',
        "",
        "A ledger publishes its wordings and the entry that covers them. What is signed is not taken from the file.",
        on=r"/polls/[\w-]+/ledger\.json",
    ),
    Change(
        r'(?s)<div class="form-row field-(?:format|words|most_answers)">.*?(?=<div class="form-row )',
        "",
        "An entry has a format, a hash of the words, and the number of answers on a ballot.",
        on=r"/admin/polls/count/\d+/change/",
    ),
    Change(
        r'(?s)<div class="form-row field-most_answers">.*?(?=<div class="form-row )',
        "",
        "A poll says how many answers a ballot may have.",
        on=r"/admin/polls/poll/[\w-]+/change/",
    ),
    Change(
        r'("ledger_head": )"[0-9a-f]{64}"',
        r"\1",
        "The newest entry is the one that covers the words.",
        on=r"/polls/[\w-]+/results\.json",
    ),
    Change(
        r"(?:, rounded to add up to 100|; equal votes have equal shares)\.",
        ".",
        "Equal votes have equal shares, also where they then add up to less than 100.",
        on=r"/polls/[\w-]+/results\.json",
    ),
    Change(
        r'(?<=class="poll-bar-share" width=")[78](?=")|\b[78](?=%)|(?<="share": )[78]\b',
        "7",
        "Two answers of this poll have equal votes, and had 8% and 7%.",
        on=r"/polls/test-data-harmless/(?:embed/|results\.json)?|/admin/polls/poll/[\w-]+/change/",
    ),
    Change(
        r'(?s)<tr class="model-medicine(?:class)?\b[^>]*>.*?</tr>',
        "",
        "The desk has the register of medicines.",
        on="/admin/(?:articles/)?",
    ),
    Change(
        r", Content \| (class of medicines|medicine|trade name) \| Can \w+ \1",
        "",
        "The roles have rights on the register of medicines.",
        on="/admin/auth/group/.*",
    ),
    Change(
        "(?:dose added: 20 mg in “Test data”|added to “Test data”: “Test data: take 20 mg. \\[first\\]”)",
        "changed",
        "A signature that doesn't hold names what was added, not only a dose.",
        on="/admin/articles/article/.*",
    ),
    Change(
        r'(?s)<details class="checks-group is-block"[^>]*>\s*<summary>[^<]*<span[^>]*>2</span></summary>\s*<ul>'
        r"(?:\s*<li>\s*The page names antidepressants: add the line.*?</li>){2}\s*</ul>\s*</details>"
        r"|<li[^>]*>\s*The page names antidepressants: add the line.*?</li>",
        "",
        "A working copy that names antidepressants needs two statements, or a person's word, before its next edition.",
        on="/admin/articles/article/.*",
    ),
    Change(
        r"(?:Nothing blocks|2 things block) publication(?=; )|(?<=What the checks at publication said )\(\d+\)",
        "",
        "The number of what the two statements that are missing add.",
        on="/admin/articles/article/.*",
    ),
    Change(
        r"Reads at US grade 8\.[57];",
        "Reads at US grade 8.5;",
        "Names of medicines count as known words.",
        on="/admin/articles/article/.*",
    ),
]
