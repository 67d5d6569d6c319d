"""What the drawings of the first content promise (docs/decisions/drawings-for-light-and-dark.md)."""

import re
from collections import Counter
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from articles.markdown import grammar
from psyweb.content_pack import drawings, read_pack

ROOT = Path(__file__).parents[2]
CONTENT, TOKENS = ROOT / "content", ROOT / "psyweb/static/css/tokens.css"
LARGEST = 20_000  # Bytes: some 5,000 on the wire.
SIZE = (1200, 630)
LONG = 1_000  # Words: a page of that length shows a picture in its text.
COLOUR = r"#[0-9a-fA-F]{3,8}\b"
QUARTERS = (1, 2, 3, 4)
LIGHT_RULE = re.compile(r'class="([\w -]+)"((?: [\w-]+="[^"]*")*)')


class Page(NamedTuple):
    """The newest edition of an article."""

    cover: str
    in_text: list[str]
    words: int


def newest_pages():
    packed = {one.front.slug: one for one in read_pack(CONTENT).articles}
    return {
        slug: Page(
            cover=one.front.image.file,
            in_text=[
                f"{name}.svg"
                for section in one.content["sections"]
                for _line, name, _words in grammar.pictures(section["body"])
            ],
            words=sum(len(section["body"].split()) for section in one.content["sections"]),
        )
        for slug, one in packed.items()
    }


PAGES = newest_pages()
SHOWN = sorted({name for page in PAGES.values() for name in [page.cover, *page.in_text]})


def text_of(name):
    return (CONTENT / "images" / name).read_text()


def channels(colour):
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def mixed(one, other, quarters):
    return tuple(round((a * quarters + b * (4 - quarters)) / 4) for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="module")
def palette():
    """The site's colours, light and dark, and any two of them mixed in quarters."""
    tokens = {channels(colour) for colour in re.findall(r"#[0-9a-f]{6}\b", TOKENS.read_text())}
    return {mixed(one, other, quarters) for one, other, quarters in product(tokens, tokens, QUARTERS)}


def test_no_drawing_is_on_two_pages_or_twice_on_one():
    counted = Counter(name for page in PAGES.values() for name in [page.cover, *page.in_text])
    assert [name for name, times in counted.items() if times > 1] == []


def test_long_pages_show_pictures_in_their_text():
    long = {slug for slug, page in PAGES.items() if page.words >= LONG}
    assert long >= {"treatment-resistant-depression", "antidepressants-what-to-expect"}
    assert [slug for slug in long if not PAGES[slug].in_text] == []


@pytest.mark.parametrize("name", SHOWN)
def test_a_drawing_has_alternative_text_a_credit_and_a_licence(name):
    rights = read_pack(CONTENT).pictures[name].rights
    assert len(rights.alt.split()) >= 10
    assert rights.credit
    assert rights.licence == "CC0-1.0"


@pytest.mark.parametrize("name", SHOWN)
def test_a_drawing_is_small_and_has_the_shape_of_the_others(name):
    data = (CONTENT / "images" / name).read_bytes()
    assert len(data) < LARGEST
    assert drawings.size_and_faults(data) == (SIZE, [])


@pytest.mark.parametrize("name", SHOWN)
def test_a_drawing_has_only_colours_of_the_palette(name, palette):
    text = text_of(name)
    colours = re.findall(COLOUR, re.sub(r"url\(#[\w-]+\)", "", text))
    assert len(colours) > 20
    assert [colour for colour in colours if channels(colour) not in palette] == []
    assert re.findall(r'(?:fill|stroke|stop-color)="(?!#|url\(#|none")', text) == []


@pytest.mark.parametrize("name", SHOWN)
def test_no_colour_of_a_drawing_is_brighter_on_dark_screens(name):
    text = text_of(name)
    dark = {
        (class_name, attribute): colour
        for classes, attribute, colour in re.findall(r"(\..+?) \{ ([\w-]+): (#\w+) \}", text)
        for class_name in classes.replace(".", "").split(", ")
    }
    light = {
        (class_name, attribute): colour
        for classes, attributes in LIGHT_RULE.findall(text)
        for class_name in classes.split()
        for attribute, colour in re.findall(r' (fill|stroke|stop-color)="(#\w+)"', attributes)
    }
    assert dark.keys() <= light.keys()
    assert len(dark) > 10
    assert [key for key, colour in dark.items() if sum(channels(colour)) > sum(channels(light[key]))] == []
