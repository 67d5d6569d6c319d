from hypothesis import given
from hypothesis import strategies as st

from articles.comparison.diff import MOST_PAIRS, opcodes

LISTS = st.lists(st.sampled_from("abc"), max_size=12)


@given(LISTS, LISTS)
def test_both_lists_are_covered_without_a_gap(old, new):
    at, new_at = 0, 0
    for tag, low, high, new_low, new_high in opcodes(old, new):
        assert (low, new_low) == (at, new_at)
        assert (tag == "equal") == (old[low:high] == new[new_low:new_high])
        at, new_at = high, new_high
    assert (at, new_at) == (len(old), len(new))


def test_one_change_in_a_long_list_is_one_change():
    old = ["a"] * MOST_PAIRS
    assert opcodes(old, [*old[:5], "b", *old[5:]]) == [
        ("equal", 0, 5, 0, 5),
        ("insert", 5, 5, 5, 6),
        ("equal", 5, MOST_PAIRS, 6, MOST_PAIRS + 1),
    ]


def test_where_too_much_differs_all_between_was_replaced():
    many = int(MOST_PAIRS**0.5) + 1
    old, new = ["first", *("a" * many), "last"], ["first", *("b" * many), "last"]
    assert [tag for tag, *_places in opcodes(old, new)] == ["equal", "replace", "equal"]
