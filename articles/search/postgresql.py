"""Search with PostgreSQL's full text, kept up to date by a trigger, and a word list that corrects typing errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from .query import Notation, rows
from .snippets import MATCH_BEGINS, MATCH_ENDS

if TYPE_CHECKING:
    from ..models import Listing

NOTATION = Notation(word="'{}'", beginning="'{}':*", both=" & ", either=" | ")
MOST_NEARBY = 40
MOST_RANKED = 150  # A word that stands on more pages discriminates little, and ranking all of them is slow.
# The last object that INSTALLATION creates. Where it is missing, the whole installation runs again and replaces an
# older one.
NEWEST = "psyweb_search_word_nearest"
HEADLINE = f'StartSel="{MATCH_BEGINS}", StopSel="{MATCH_ENDS}", MaxWords=34, MinWords=20, MaxFragments=1'
INSTALLATION = r"""
    CREATE EXTENSION IF NOT EXISTS unaccent;
    CREATE EXTENSION IF NOT EXISTS pg_trgm;

    DROP TEXT SEARCH CONFIGURATION IF EXISTS psyweb, psyweb_words CASCADE;
    CREATE TEXT SEARCH CONFIGURATION psyweb (COPY = pg_catalog.english);
    ALTER TEXT SEARCH CONFIGURATION psyweb ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
    CREATE TEXT SEARCH CONFIGURATION psyweb_words (COPY = pg_catalog.simple);
    ALTER TEXT SEARCH CONFIGURATION psyweb_words ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;

    -- The passage in which all the words stand near each other, or the whole text where there is none. To mark the
    -- words in a passage takes a third of the time.
    CREATE OR REPLACE FUNCTION psyweb_search_passage(whole text, words tsquery, beginnings text[]) RETURNS text
    LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE place integer := 0; passage text;
    BEGIN
        FOR nth IN 1..20 LOOP
            place := regexp_instr(whole, beginnings[1], place + 1, 1, 0, 'i');
            EXIT WHEN place = 0;
            passage := substring(substr(' ' || whole || ' ', greatest(1, place - 150), 450) FROM '\s(.*)\s');
            IF passage ~* ALL (beginnings) AND to_tsvector('psyweb', passage) @@ words THEN RETURN passage; END IF;
        END LOOP;
        RETURN whole;
    END $$;

    DROP TABLE IF EXISTS psyweb_search_page, psyweb_search_word;
    CREATE TABLE psyweb_search_page (
        edition_id bigint PRIMARY KEY, titles tsvector NOT NULL, heads tsvector NOT NULL, words tsvector NOT NULL
    );
    CREATE TABLE psyweb_search_word (word text PRIMARY KEY);

    CREATE OR REPLACE FUNCTION psyweb_search_learn(edition articles_edition) RETURNS void LANGUAGE sql AS $$
        INSERT INTO psyweb_search_page
        SELECT edition.id, titles, heads, heads || setweight(to_tsvector('psyweb', edition.text), 'D')
        FROM (SELECT setweight(to_tsvector('psyweb', edition.title), 'A') AS titles) AS of_title,
        LATERAL (SELECT titles || setweight(to_tsvector('psyweb', edition.summary), 'B') AS heads) AS of_both
        ON CONFLICT (edition_id) DO UPDATE
        SET titles = EXCLUDED.titles, heads = EXCLUDED.heads, words = EXCLUDED.words;
        INSERT INTO psyweb_search_word
        SELECT DISTINCT unnest(
            tsvector_to_array(to_tsvector('psyweb_words', concat_ws(' ', edition.title, edition.summary, edition.text)))
        ) ORDER BY 1 ON CONFLICT DO NOTHING;
    $$;
    CREATE OR REPLACE FUNCTION psyweb_search_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
            DELETE FROM psyweb_search_page WHERE edition_id = OLD.id;
        ELSE
            PERFORM psyweb_search_learn(NEW);
        END IF;
        RETURN NULL;
    END $$;
    CREATE OR REPLACE TRIGGER psyweb_search AFTER INSERT OR DELETE OR UPDATE OF title, summary, text ON articles_edition
        FOR EACH ROW EXECUTE FUNCTION psyweb_search_follow();
    SELECT psyweb_search_learn(edition) FROM articles_edition AS edition;
    -- Without fastupdate: every search would scan its list of pending entries.
    CREATE INDEX psyweb_search_page_words ON psyweb_search_page USING gin (words) WITH (fastupdate = off);
    CREATE INDEX psyweb_search_page_heads ON psyweb_search_page USING gin (heads) WITH (fastupdate = off);
    CREATE INDEX psyweb_search_page_titles ON psyweb_search_page USING gin (titles) WITH (fastupdate = off);
    CREATE INDEX psyweb_search_word_similar ON psyweb_search_word USING gin (word gin_trgm_ops) WITH (fastupdate = off);
    -- Over an expression, so that only NEAREST uses it: SIMILAR takes ten times as long with this index.
    CREATE INDEX psyweb_search_word_nearest ON psyweb_search_word USING gist ((word || '') gist_trgm_ops);
"""
# Collects editions that have the words in the title, then in the summary, then anywhere, until there are enough to
# rank; a later part is not read where the earlier ones suffice. MATERIALIZED keeps the limit out of each part's plan,
# so that its index is used. The editions found are passed as an array, because the planner reads all pages for a join.
# Normalization 1 of ts_rank divides by the logarithm of the length, so that a long page does not win by its length.
RANKED = """
    WITH asked AS (SELECT to_tsquery('psyweb', %s) AS words),
    in_titles AS MATERIALIZED (SELECT edition_id FROM psyweb_search_page, asked WHERE titles @@ asked.words),
    in_heads AS MATERIALIZED (
        SELECT edition_id FROM psyweb_search_page, asked WHERE heads @@ asked.words AND NOT titles @@ asked.words
    ),
    in_words AS MATERIALIZED (
        SELECT edition_id FROM psyweb_search_page AS page, asked
        WHERE page.words @@ asked.words AND NOT heads @@ asked.words
    ),
    found AS (
        SELECT edition_id FROM in_titles UNION ALL SELECT edition_id FROM in_heads UNION ALL
        SELECT edition_id FROM in_words LIMIT %s
    )
    SELECT edition_id, EXISTS (SELECT FROM ({visible}) AS shown WHERE shown.pk = edition_id)
    FROM psyweb_search_page AS page, asked WHERE edition_id = ANY (ARRAY(SELECT edition_id FROM found))
    ORDER BY ts_rank('{{0.05, 0.2, 0.5, 1.0}}', page.words, asked.words, 1) DESC, edition_id
"""
# A word begins with its stem, except words that end in y, whose stems end in i.
SNIPPETS = r"""
    WITH asked AS MATERIALIZED (
        SELECT to_tsquery('psyweb', %s) AS words, ARRAY(
            SELECT '\m' || regexp_replace(stem, 'i$', '[iy]')
            FROM unnest(tsvector_to_array(to_tsvector('psyweb', %s))) AS stem ORDER BY length(stem) DESC
        ) AS beginnings
    )
    SELECT id, slug, title, summary,
    ts_headline('psyweb', psyweb_search_passage(text, words, beginnings), words, %s) AS snippet
    FROM articles_edition, asked WHERE id = ANY(%s)
"""
# SIMILAR reads the words that share at least a third of their trigrams; NEAREST reads most of the word list.
SIMILAR = "SELECT word FROM psyweb_search_word WHERE word %% %s ORDER BY word <-> %s LIMIT %s"
NEAREST = "SELECT word FROM psyweb_search_word ORDER BY (word || '') <-> %s LIMIT %s"


def ranked(
    connection: BaseDatabaseWrapper,
    words: list[str],
    *,
    every: bool,
    limit: int,
    visible: QuerySet[Listing, Any],
) -> list[tuple[int, bool]]:
    """(id of an edition, whether it is visible), the best first, also of past and future editions. One query.

    `every` wants all the words in each edition, else any of them.
    """
    among, parameters = visible.query.sql_with_params()
    expression = NOTATION.expression(words, every=every)
    return rows(connection, RANKED.format(visible=among), [expression, max(limit, MOST_RANKED), *parameters])[:limit]


def snippet_query(words: list[str], *, every: bool, ids: list[int]) -> tuple[str, list[Any]]:
    """(SQL, parameters) that give the editions, each with its `snippet`, in no order."""
    expression = NOTATION.expression(words, every=every)
    return SNIPPETS, [expression, " ".join(words), HEADLINE, ids]


def nearby_words(connection: BaseDatabaseWrapper, word: str) -> Iterator[list[str]]:
    """Candidates for a mistyped word, nearest first. The second list is read only by a caller that asks for more."""
    yield [row[0] for row in rows(connection, SIMILAR, [word, word, MOST_NEARBY])]
    yield [row[0] for row in rows(connection, NEAREST, [word, MOST_NEARBY])]


def install(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [NEWEST])
        if not cursor.fetchone()[0]:
            cursor.execute(INSTALLATION)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Do nothing: PostgreSQL's triggers do not block a migration."""
