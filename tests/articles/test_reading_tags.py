import pytest

from articles.templatetags.reading import how_read, in_words, source_kind


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2024-01-19", "January 19, 2024"),
        ("2024-01", "January 2024"),
        ("2024", "2024"),
        ("", ""),
        (None, ""),
        ("spring 2024", "spring 2024"),
        ("2024-13", "2024-13"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(iso, words):
    assert in_words(iso) == words


def test_kinds_and_readings_have_plain_names():
    assert source_kind("review") == "review of studies"
    assert source_kind("other") == "other"
    assert how_read("copy") == "read on another site that carries the same text"
    assert how_read("") == ""
