"""Write a full-text expression in the notation of either database, and fetch rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

LETTERS_OF_A_BEGINNING = 3


@dataclass(frozen=True)
class Notation:
    """The templates of a word and of a prefix, and the operators AND and OR."""

    word: str
    beginning: str
    both: str
    either: str

    def expression(self, words: list[str], *, every: bool) -> str:
        """All of the words, or any of them. The last one also matches as a prefix, because it may be unfinished.

        Words must hold only letters and digits, as words_of() gives them: the quotes of the notation then suffice.
        """
        terms = [self.word.format(word) for word in words]
        if len(words[-1]) >= LETTERS_OF_A_BEGINNING:
            terms[-1] = f"({terms[-1]}{self.either}{self.beginning.format(words[-1])})"
        return (self.both if every else self.either).join(terms)


def rows(connection: BaseDatabaseWrapper, query: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
