"""List what a release may draw otherwise than the release before it: all other differences of a page are faults.

Each change is taken out of both pages before they are compared. Add one with its reason; never widen a pattern so that
it hides more than its reason names. A change of a release is listed until the fixture of that release takes its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ANYWHERE = ""
ARTICLE = r"/articles/[\w-]+/|/admin/articles/article/\d+/preview/"
EDITION = r"/articles/[\w-]+/editions/\d+/"


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
        r' data-word-page="[^"]*"',
        "",
        "Where a word opens in place, a link leads to its own page.",
        on=ARTICLE,
    ),
    Change(
        r'(?<=<article class="card") aria-label="[^"]*"| (?:aria-labelledby|id)="call-now"',
        "",
        "A card and the box above a report have their headings as names.",
    ),
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
    Change(
        r'(?s)<section>\s*<h2 id="protection".*?</section>|<form [^>]*id="poll_form".*?</form>',
        "",
        "The form of a poll begins with its words, and folds its rules with what they protect against at the end. "
        "tests/polls/test_admin.py holds its fields.",
        on=r"/admin/polls/poll/(?:add|[\w-]+/change)/",
    ),
    Change(
        r"(?:Open|Write) a successor(?: …)?|For a question or answers that mean something else\.[^<]*|"
        r"Small letters, digits and dashes\.[^<]*",
        "Write a successor",
        "A successor is written as a draft, whose address may still change.",
        on=r"/admin/polls/poll/[\w-]+/(?:change|do/successor)/",
    ),
    Change(
        r'<p><a class="button default" href="/admin/polls/poll/add/">[^<]*</a></p>',
        "",
        "Who may write polls begins one from the first page.",
        on="/admin/",
    ),
    Change(
        r", Voting \| poll \| Can (?:add|view) poll",
        "",
        "Publishers may write drafts of polls.",
        on="/admin/auth/group/.*",
    ),
    Change(
        r'(?s)(?:<p class="poll-(?:base|total)">|<p>How the \d).*?(?=<p class="poll-sample">)',
        "",
        "Shares come first, with the number that they are of, then the total with its parts, and what a count needs. "
        "tests/polls/views/test_pages.py holds what is there.",
        on=r"/polls/[\w-]+/(?:embed/|\?voted=1)?|/articles/.*|/admin/articles/article/\d+/preview/",
    ),
    Change(
        r'(?s)<(?:section aria-labelledby="over-time"|div) data-poll-chart>.*?'
        r'(?=<section aria-labelledby="about-poll")',
        "",
        "The chart shows the votes that were counted, and is drawn from the second day of a count on.",
        on=r"/polls/[\w-]+/(?:\?voted=1)?",
    ),
    Change(
        r'(?s)<section aria-labelledby="about-poll".*?</section>|<p class="small poll-notices".*?</p>',
        "",
        "A poll's page has half the words; its notices stand once, with the question.",
        on=r"/polls/[\w-]+/(?:\?voted=1)?|/articles/.*|/admin/articles/article/\d+/preview/",
    ),
    Change(
        r"We ask for no name and store no address\. Your answer is locked on arrival and opened only among others\."
        r"|No name, no address\. Answers are locked, and opened only together\.",
        "",
        "The same in fewer words.",
        on=r"/polls/[\w-]+/(?:\?voted=1)?|/articles/.*|/admin/articles/article/\d+/preview/",
    ),
    Change(
        r'<(p|div) class="poll-status" role="status" data-poll-status></\1>',
        "",
        "What is said after a vote has paragraphs.",
        on=r"/polls/[\w-]+/(?:\?voted=1)?|/articles/.*|/admin/articles/article/\d+/preview/",
    ),
    Change(
        r'<meta (?:property="og:|name="twitter:)[^>]*>\n|<script type="application/ld\+json">.*?</script>\n',
        "",
        "A link to a poll has a card, and search engines are told what its figures are of.",
        on=r"/polls/[\w-]+/(?:\?voted=1)?",
    ),
    Change(
        r" They are whole percentages: a 0 may stand for less than 1, and a 100 for more than 99\."
        r"| Here they are of [\d,]+\.",
        "",
        "The method says what a share of 0 or 100 may stand for, and what shares are of.",
        on=r"/polls/[\w-]+/results\.json",
    ),
    Change(
        r'(?s)<p class="poll-base">.*?</p>|<caption>\s*The votes that were counted here.*?</caption>'
        r"|<tr>\s*<th[^>]*>\s*Split not told\s*</th>.*?</tr>|(?<=Share) of \d+|<p>How the \d.*?</p>"
        r'|<p class="small">Equal votes have equal percentages[^<]*</p>',
        "",
        "Shares stand with the number that they are of.",
        on="/admin/polls/poll/.*",
    ),
    Change(
        r"(?:The split is as of [^.<]+\. ?|No vote cast here has been counted yet\. ?)?"
        r"(?:(?:The (?:first|next) count (?:comes|needs)|There are enough for|A count is due|This poll is closed)"
        r"[^<]*\.)?(?=\s*</p>)",
        "",
        "What the next count waits for is said in other words.",
        on="/admin/polls/poll/.*",
    ),
    Change(
        r'(?s)<section aria-labelledby="over-time">.*?</section>',
        "",
        "The chart shows the votes that were counted.",
        on="/admin/polls/poll/.*",
    ),
    Change(
        r'(?s)<section class="poll poll-step".*?</section>'
        r'|<(?:p|div) class="poll-status".*?(?=<section class="poll-results")',
        "",
        "The page after a vote keeps the form, for strangers, and says what the vote waits for.",
        on=r"/polls/[\w-]+/\?voted=1",
    ),
    Change(
        r"\b(?:under|less than) (?=1%)|\b(?:over|more than) (?=99%)",
        "",
        "Other words for a percentage that is nearly 0 or 100.",
        on="/admin/polls/poll/.*",
    ),
    Change(
        r'<link rel="apple-touch-icon"[^>]*>',
        "",
        "Telephones get an icon for their first screen.",
    ),
    Change(
        r"(?s)<h2>Did you look for one of these\?</h2>\s*<ul>.*?</ul>",
        "",
        "A page that is missing names the nearest ones.",
        on="/no-such-page/",
    ),
    Change(
        r'(?s)<meta property="og:type" content="website">.*?</script>',
        "",
        "Front page and topics say what they are to sites where they are shared, and to search engines.",
        on=r"/|/topics/[\w-]+/",
    ),
    Change(
        r'(?s)(<script type="application/ld\+json">).*?</script>',
        r"\1",
        "Search engines are told publisher and topics. tests/psyweb/test_linked_data.py holds what they are told.",
        on=ARTICLE,
    ),
    Change(
        r'<a class="skip" href="#poll">[^<]*</a>|<p class="to-top">.*?</p>|(?<=<article class="article) reading(?=">)',
        "",
        "A way to the poll, and one back to the top.",
        on=ARTICLE,
    ),
    Change(
        r'(?s)<header class="(?:wide )?article-top">.*?(<p class="eyebrow">.*?</h1>).*?(<p class="lead".*?</p>)'
        r'\s*</div>\s*(<figure class="figure">.*?</figure>)?(?:(?!<div class="banner"|</header>).)*'
        r'(<div class="banner" role="note">.*?</div>)?(?:(?!</header>).)*</header>',
        r"\1\2\3\4",
        "Help stands directly under the title, the facts in one line, with what can be done with the page.",
        on=ARTICLE,
    ),
    Change(
        r'(?s)<section class="page-tools".*?</section>|<nav class="contents".*?</nav>',
        "",
        "Contents are folded; what can be done with a page stands at its beginning.",
        on=ARTICLE,
    ),
    Change(
        r'(?<=<section class="questions" aria-labelledby="questions") data-script="[^"]*"',
        "",
        "The page's own script prints the questions.",
        on=f"{ARTICLE}|{EDITION}",
    ),
    Change(
        r'(?s)<details class="fold">\s*<summary>\d+ sources?</summary>|(?<=</ol>)\s*</details>(?=\s*</section>)'
        r'|(?<=each named <a href="#sources">)(?:above|below)|· <a href="/articles/[\w-]+/report/">[^<]*</a>',
        "",
        "Sources are folded, and come last. A mistake is reported where the page says how it was made.",
        on=f"{ARTICLE}|{EDITION}",
    ),
    Change(
        r'(?s)(<section class="sources".*?</section>)(.*?)(<section class="disclaimer".*?</section>)',
        r"\2\3\1",
        "Sources come last.",
        on=f"{ARTICLE}|{EDITION}",
    ),
    Change(
        r'(?s)<div class="save-bar">(.*?<p class="writing-status"[^>]*></p>)</div>',
        r"\1",
        "What saves a form of the desk stays in sight.",
        on="/admin/.*",
    ),
    Change(
        r'(?s)<form [^>]*id="article_form".*?</form>',
        "",
        "The form of an article begins with title, summary and text. tests/articles/editing holds its fields.",
        on=r"/admin/articles/article/(?:add|\d+/change)/",
    ),
    Change(
        r"\b(Jan|Feb|Aug|Sep|Oct|Nov|Dec)(?:t?\.|[a-z]+)(?= \d{1,2}, \d{4}, )",
        r"\1",
        "A moment is written like a day.",
        on="/admin/.*",
    ),
    Change(
        r"\bTest (?=(?:author|publisher|reviewer|clinician)\b)|(?<=\bcontent)[ -](?=pack\b)",
        "",
        "The desk names people by their names, not by their log-ins.",
        on=r"/admin/articles/article/\d+/versions/",
    ),
    Change(
        r'(?s)<p><a class="button default" href="/admin/articles/article/add/">[^<]*</a></p>'
        r'|<div class="desk-columns">.*?(?=<h2 class="everything">)|<div class="app-mfa module.*?</table>\s*</div>',
        "",
        "The first page begins with writing and leaves out empty lists; administrators see second factors. "
        "tests/desk/test_dashboard.py holds what is there.",
        on="/admin/",
    ),
    Change(
        r"(?s)Your password must contain at least 8 characters\.|At least 15 characters; 8 where[^<]*"
        r'|<label for="id_groups_\d">.*?</label>|Only roles without rights that you lack[^<]*',
        "",
        "A password alone is longer, and nobody gives a role with rights that they lack. tests/psyweb/test_admin.py "
        "and test_login.py hold both.",
        on="/admin/auth/user/.*",
    ),
    Change(
        r", MFA \| authenticator \| Can \w+ authenticator",
        "",
        "Administrators take off lost second factors.",
        on="/admin/auth/group/.*",
    ),
    Change(
        r'(name="old" value="\d+"[^>]*?) checked',
        r"\1",
        "Versions are compared from the newest public one. tests/articles/editing/test_moves.py holds it.",
        on=r"/admin/articles/article/\d+/versions/",
    ),
    Change(
        r'(?s)<aside class="wide helpful-ask".*?</aside>',
        "",
        "An article asks whether it was helpful.",
        on=ARTICLE,
    ),
    Change(
        r'(?s)<(section|aside) class="wide related".*?</\1>',
        "",
        "The pages to read next stand below the page's own content. tests/browser/test_article.py measures it.",
        on=ARTICLE,
    ),
    Change(
        r'<p><a href="[^"]*/editions/">All editions of this page</a>.*?</p>',
        "",
        "The ways on from how a page was made stand above its details.",
        on=f"{ARTICLE}|{EDITION}",
    ),
    Change(
        r'(?s)(<h2 id="how-made">[^<]*</h2>\s*)<details class="fold">\s*<summary>[^<]*</summary>(.*?)</details>'
        r"(\s*</section>)",
        r"\1\2\3",
        "How a page was made is folded. tests/browser/test_article.py opens it.",
        on=f"{ARTICLE}|{EDITION}",
    ),
    Change(
        r'(?s)<th scope="col" class="column-helpful">.*?</th>|<td class="field-helpful">[^<]*</td>',
        "",
        "The list of editions tells the answers.",
        on="/admin/articles/edition/.*",
    ),
    Change(
        r'\s*<li><a href="/accessibility/">[^<]*</a></li>|<url><loc>[^<]*/accessibility/</loc></url>\n',
        "",
        "Footer and sitemap lead to the accessibility statement.",
    ),
    Change(
        r'<a class="word"[^>]*>(.*?)</a>',
        r"\1",
        "Words are explained in place. tests/articles/reading/live/test_explained_words.py holds it.",
        on=ARTICLE,
    ),
    Change(
        r'<option value="care">[^<]*</option>|<li>\s*<a href="\?kind__exact=care"[^>]*>[^<]*</a>\s*</li>',
        "",
        "The desk's help lines have one more kind.",
        on="/admin/articles/helpline/.*",
    ),
    Change(
        r'(?s)<section class="care".*?</section>| · <a href="/help-now/#care">[^<]*</a>'
        r'|<p>[^<]*<a href="/help-now/#care">[^<]*</a></p>',
        "",
        "Help lines and questions lead to care. tests/articles/reading/test_views_notices.py holds it.",
    ),
    Change(
        r'(?s)<form id="desk-search".*?</form>|<button type="button" data-opens-shortcuts.*?</button>'
        r'|<dialog id="shortcuts".*?</dialog>|<script type="module" src="[^"]*shortcuts[^"]*"></script>',
        "",
        "Every page of the desk has a search and a list of shortcuts. tests/browser/test_desk_search.py holds both.",
        on="/admin/.*",
    ),
    Change(
        r"<li hidden data-edit>.*?</li>",
        "",
        "Articles have a way to their form, which scripts show to staff. tests/browser/test_page_tools.py holds it.",
        on="/articles/.*",
    ),
    Change(
        r'(?s)<aside class="crisis-strip".*?</aside>|<section class="tile tile-help".*?</section>',
        "",
        "Strip and front page lead to the help lines of several countries. tests/psyweb/test_pages.py holds both.",
        on=f"/|{ARTICLE}|{EDITION}",
    ),
    Change(
        r'(?s)<nav aria-label="Countries">.*?</nav>|<meta name="description"[^>]*>'
        r'|(?<=<p class="small">)[^<]*(?:Checked|Read on) [^<]*',
        "",
        "Countries have pages of their own, and a line says where it was read.",
        on="/help-now/",
    ),
    Change(
        r'<a href="tel:(\d+)">Call (\d+)(?:</a><a href="tel:\d+">Call| or) (\d+)</a>',
        r"\1 \2 \3",
        "Two numbers are two links.",
    ),
    Change(
        r'href="/help-now/(?:#country-\w+|\w+/)">Emergency number<',
        'href="/help-now/">Emergency number<',
        "A country's emergency number stands on its own page.",
    ),
    Change(
        r'<a href="/admin/(?:second-factor|password_change|profile|desk/for-you)/">[^<]*</a>',
        "",
        "Password and second factor stand on the profile, which every page of the desk leads to.",
        on="/admin/.*",
    ),
    Change(
        r'(?s)<div class="banner" role="note" hidden data-copied-at.*?</div>|<section class="offline-copy.*?</section>'
        r'|<script type="module" src="[^"]*help-now[^"]*"></script>|\bFree\.\s',
        "",
        "A browser can keep a copy of the page, and a call is free where its source says so. "
        "tests/browser/test_offline_copy.py and tests/articles/reading/test_help_lines.py hold both.",
        on="/help-now/",
    ),
    Change(
        r"The day on which the number was (?:tried or read on the service.{1,6}s own page"
        r"|last read there\. Pages tell it to readers)\.|Yes only where its source says so\."
        r"|: I (?:tried|read) the number [^<]*",
        "",
        "Who verifies a help line reads it at its source.",
        on="/admin/articles/helpline/.*",
    ),
    Change(r"\s*release: not named", "", "The answer names the release.", on="/healthz"),
    Change(r'(?s)<form id="changelist-search".*?</form>', "", "Polls can be searched.", on="/admin/polls/poll/"),
    Change(
        r'<label for="id_email">[^<]*</label>|<input [^>]*name="email"[^>]*>',
        "",
        "A person gets an address, for notifications.",
        on="/admin/auth/user/add/",
    ),
    Change(
        r'(?s)<div class="actions">.*?</div>|<th scope="col" class="action-checkbox-column">.*?</th>'
        r'|<td class="action-checkbox">.*?</td>|(?<=href=")\?o=-?\d(?:\.-?\d)*',
        "",
        "Owner, topics and review date are changed for many articles at once; the columns have another number.",
        on="/admin/articles/article/",
    ),
    Change(
        r'(?s)<div class="form-row field-focus_x field-focus_y">.*?(?=<div class="form-row field-note">)'
        r'|<div class="form-row hidden field-kept_upload">.*?(?=<div class="form-row field-(?:name|alt)">)',
        "",
        "Pictures have a focus, and a chosen file survives an error in its form.",
        on=r"/admin/articles/picture/(?:add|\d+/change)/",
    ),
    Change(
        r' (?:fetchpriority="high"|loading="lazy") decoding="async"',
        ' decoding="async"',
        "The picture beside a title is fetched when it comes near: on a telephone it stands below the first part.",
        on=f"{ARTICLE}|{EDITION}",
    ),
    Change(
        r'(?s)<section id="beside-comments".*?(?=</aside>)|<button [^>]*id="tab-comments".*?</button>'
        r'|<li><a href="/admin/articles/article/\d+/comments/">[^<]*</a></li>',
        "",
        "An article's words are commented on beside its form.",
        on=r"/admin/articles/article/\d+/change/",
    ),
    Change(
        r"Content \| comment \| Can delete comment, ",
        "",
        "Administrators delete comments.",
        on=r"/admin/auth/group/\d+/change/",
    ),
]
