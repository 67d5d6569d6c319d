from articles.search.ranking import Alternative, Part, rank

RARITY = {"common": 0.5, "rare": 4.0, "other": 2.0, "third": 2.0}


def part(*ways, words=1):
    return Part(words, tuple(Alternative(tuple(terms.split()), worth) for terms, worth in ways))


def pages_of(parts, pages):
    return [found.page for found in rank(parts, pages, RARITY)]


COMMON, RARE, OTHER = part(("common", 1)), part(("rare", 1)), part(("other", 1))


def test_all_words_come_before_most_and_most_before_one():
    pages = {1: {"rare": 900}, 2: {"common": 100, "other": 100}, 3: {"common": 1, "rare": 1, "other": 1}}
    assert pages_of([COMMON, RARE, OTHER], pages) == [3, 2, 1]


def test_of_as_many_words_the_rarer_counts_more():
    assert pages_of([COMMON, RARE], {1: {"common": 900}, 2: {"rare": 500}}) == [2, 1]


def test_what_was_typed_counts_more_than_another_name():
    asked = part(("other", 1), ("third", 0.8))
    assert pages_of([asked], {1: {"third": 500}, 2: {"other": 500}}) == [2, 1]


def test_another_name_counts_by_how_much_a_page_is_about_it_however_common():
    asked = part(("rare", 1), ("common", 0.8))
    assert pages_of([asked], {1: {"rare": 300}, 2: {"common": 900}}) == [2, 1]


def test_another_name_counts_only_as_a_whole_and_typed_words_count_one_by_one():
    asked = part(("common rare", 1), ("other third", 0.8), words=2)
    found = rank([asked], {1: {"other": 900}, 2: {"other": 100, "third": 100}, 3: {"rare": 900}}, RARITY)
    assert [(each.page, each.words) for each in found] == [(2, 2), (3, 1)]


def test_a_page_says_by_which_words_it_was_found():
    asked = part(("rare", 1), ("other third", 0.8))
    (found,) = rank([asked, COMMON], {1: {"other": 100, "third": 100, "common": 100}}, RARITY)
    assert found.terms == {"other", "third", "common"}


def test_pages_of_one_score_keep_one_order_on_both_databases():
    pages = {number: {"rare": 500} for number in (3, 1, 2)}
    assert pages_of([RARE], pages) == [1, 2, 3]


def test_a_word_that_no_page_has_does_not_count():
    unknown = part(("unknown", 1))
    (found,) = rank([RARE, unknown], {1: {"rare": 500}}, RARITY)
    assert found.words == 1


def test_only_telling_terms_are_looked_up():
    asked = part(("common gone", 1), ("rare common", 0.8), words=2)
    assert asked.telling(RARITY, frozenset()) == {"common", "rare"}


def test_the_pages_of_common_words_are_enough():
    asked = part(("common", 1), ("rare", 0.8))
    assert asked.telling(RARITY, frozenset({"common"})) == {"common"}
