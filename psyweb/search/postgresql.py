"""PostgreSQL's full text, kept up to date by a trigger, and a list of words for typing errors."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

from .fragments import MATCH_BEGINS, MATCH_ENDS

MOST_NEARBY = 40
HEADLINE = f'StartSel="{MATCH_BEGINS}", StopSel="{MATCH_ENDS}", MaxWords=34, MinWords=20, MaxFragments=1'
INSTALLATION = """
    CREATE EXTENSION IF NOT EXISTS unaccent;
    CREATE EXTENSION IF NOT EXISTS pg_trgm;

    DROP TEXT SEARCH CONFIGURATION IF EXISTS psyweb, psyweb_words CASCADE;
    CREATE TEXT SEARCH CONFIGURATION psyweb (COPY = pg_catalog.english);
    ALTER TEXT SEARCH CONFIGURATION psyweb ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
    CREATE TEXT SEARCH CONFIGURATION psyweb_words (COPY = pg_catalog.simple);
    ALTER TEXT SEARCH CONFIGURATION psyweb_words ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;

    DROP TABLE IF EXISTS psyweb_search_page, psyweb_search_word;
    CREATE TABLE psyweb_search_page (edition_id bigint PRIMARY KEY, words tsvector NOT NULL);
    CREATE INDEX psyweb_search_page_words ON psyweb_search_page USING gin (words);
    CREATE TABLE psyweb_search_word (word text PRIMARY KEY);
    CREATE INDEX psyweb_search_word_trigrams ON psyweb_search_word USING gist (word gist_trgm_ops);

    CREATE OR REPLACE FUNCTION psyweb_search_learn(edition articles_edition) RETURNS void LANGUAGE sql AS $$
        INSERT INTO psyweb_search_page VALUES (
            edition.id,
            setweight(to_tsvector('psyweb', edition.title), 'A')
            || setweight(to_tsvector('psyweb', edition.summary), 'B')
            || setweight(to_tsvector('psyweb', edition.text), 'D')
        ) ON CONFLICT (edition_id) DO UPDATE SET words = EXCLUDED.words;
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
"""


def expression(words: list[str], *, every: bool) -> str:
    """Words hold letters and digits alone, so quotes are all the quoting they need. The last may be unfinished."""
    terms = [f"'{word}'" for word in words]
    terms[-1] = f"({terms[-1]} | {terms[-1]}:*)" if len(words[-1]) > 2 else terms[-1]
    return (" & " if every else " | ").join(terms)


def ranked(connection: BaseDatabaseWrapper, asked: str, visible: tuple[str, tuple], limit: int) -> list[int]:
    visible_sql, visible_params = visible
    # 1: divided by the logarithm of the length, so that a long page does not win by being long.
    query = f"""
        SELECT edition_id FROM psyweb_search_page, to_tsquery('psyweb', %s) AS asked
        WHERE words @@ asked AND edition_id IN ({visible_sql})
        ORDER BY ts_rank('{{0.05, 0.2, 0.5, 1.0}}', words, asked, 1) DESC, edition_id LIMIT %s
    """  # noqa: S608 (the subquery is Django's, with its own parameters)
    with connection.cursor() as cursor:
        cursor.execute(query, [asked, *visible_params, limit])
        return [row[0] for row in cursor.fetchall()]


def snippets(connection: BaseDatabaseWrapper, asked: str, ids: Iterable[int]) -> dict[int, str]:
    query = """
        SELECT id, ts_headline('psyweb', text, to_tsquery('psyweb', %s), %s) FROM articles_edition WHERE id = ANY(%s)
    """
    with connection.cursor() as cursor:
        cursor.execute(query, [asked, HEADLINE, list(ids)])
        return dict(cursor.fetchall())


def nearby_words(connection: BaseDatabaseWrapper, word: str) -> list[str]:
    query = "SELECT word FROM psyweb_search_word ORDER BY word <-> %s LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [word, MOST_NEARBY])
        return [row[0] for row in cursor.fetchall()]


def install(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('psyweb_search_page') IS NOT NULL")
        if not cursor.fetchone()[0]:
            cursor.execute(INSTALLATION)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Nothing here stands in the way of a migration."""
