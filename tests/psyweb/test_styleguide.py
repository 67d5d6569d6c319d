import re
from http import HTTPStatus

import pytest
from django.conf import settings as project

from articles.markdown.blocks.callout import TITLES
from psyweb.joins import styleguide
from tests.articles.public_pages import furnish

CSS = project.BASE_DIR / "psyweb" / "static" / "css"


@pytest.fixture
def guide(db, client, settings):
    furnish()
    settings.DEBUG = True
    return client.get("/styleguide/").content.decode()


@pytest.mark.parametrize("path", ["/styleguide/", "/styleguide/schemes.css"])
def test_the_guide_is_not_there_for_readers(db, client, path):
    assert client.get(path).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "shown", [*(f"callout-{name}" for name in TITLES), "is-wrong", "disabled", 'data-state="focus"']
)
def test_the_guide_shows_every_state_in_both_schemes(guide, shown):
    assert guide.count(shown) >= 2


COMPONENTS = [
    "card",
    "key-points",
    "contents",
    "questions",
    "sources",
    "how-made",
    "timeline",
    "crisis",
    "crisis-strip",
    "tile",
    "banner",
    "button",
    "field",
    "facets",
    "facts",
    "fold",
    "page-tools",
    "changes",
    "callout",
    "table",
    "table table-wide",
    "advice advice-do",
    "advice advice-dont",
    "details",
]


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_guide_shows_every_component(guide, component):
    assert re.search(rf'class="(?:[\w -]* )?{component}[ "]', guide)


def test_every_colour_of_the_tokens_has_its_swatch(guide):
    named = re.findall(r"^\s*--([\w-]+): #", (CSS / "tokens.css").read_text().partition("@media")[0], re.MULTILINE)
    swatches = (CSS / "styleguide.css").read_text()
    assert [name for name in named if f'data-token="{name}"' not in guide or f"var(--{name})" not in swatches] == []


def test_both_schemes_come_from_the_one_file_of_tokens(client, settings):
    settings.DEBUG = True
    light, dark = client.get("/styleguide/schemes.css").content.decode().split('[data-scheme="dark"]')
    assert "--paper: #fbf6ea;" in light
    assert "--paper: #14222b;" in dark


def test_no_style_sheet_of_the_public_pages_names_a_colour_of_its_own():
    """Colours are tokens, so that light, dark and forced colours hold everywhere."""
    names = re.findall(r'url\("([\w.-]+)"\)', (CSS / "site.css").read_text())
    painted = {name: re.findall(r"#[0-9a-f]{3,8}\b", (CSS / name).read_text()) for name in names}
    of_the_mark_and_paper = {"tokens.css", "frame.css", "print.css", "callout.css"}
    assert {name: found for name, found in painted.items() if found and name not in of_the_mark_and_paper} == {}


def test_the_guide_draws_what_nobody_wrote_as_health_information():
    assert styleguide.DOCUMENT["author"] == "Nobody"
