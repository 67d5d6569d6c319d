"""Every address that a page ever had leads to it: no chain, no loop."""

from itertools import product

import pytest

from articles.reading.slug_lookup import edition_at

from ..public_pages import furnish, make_public_edition

pytestmark = pytest.mark.django_db


def move_through(slugs):
    """One article, an edition at each address in turn."""
    edition = make_public_edition(slug=slugs[0])
    for slug in slugs[1:]:
        edition = make_public_edition(article=edition.article, slug=slug)
    return edition


def test_all_ways_of_moving_between_three_addresses_lead_to_the_last():
    """A → B → A, A → B → C and every other: 81 articles, each with addresses of its own."""
    for way in product("abc", repeat=4):
        slugs = [f"{''.join(way)}-{letter}" for letter in way]
        last = move_through(slugs)
        for slug in slugs:
            assert edition_at(slug) == last, slugs
        # What a redirect leads to is answered by the first look, so it never leads on.
        assert edition_at(last.slug).slug == last.slug


@pytest.mark.parametrize(
    ("way", "asked", "hops"),
    [("aba", "b", 1), ("aba", "a", 0), ("abc", "a", 1), ("abc", "b", 1), ("abcab", "c", 1)],
)
@pytest.mark.parametrize("part", ["", "editions/", "editions/1/", "editions.atom"])
def test_a_reader_is_led_on_at_most_once(client, way, asked, hops, part):
    furnish()
    last = move_through([f"made-up-{letter}" for letter in way])
    answer = client.get(f"/articles/made-up-{asked}/{part}", follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain) == hops
    assert answer.request["PATH_INFO"] == f"/articles/{last.slug}/{part}"
