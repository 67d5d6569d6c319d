"""Explain hard words and medicines where a page first names them: words of the glossary, names of the register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ...medicines.matching import WORD, Kind, Mention
from ...medicines.register import Register
from ...medicines.stored import look_again, register
from ...models import GlossaryWord
from .state import PublicState

MOST_TRADE_NAMES = 3  # The word's own page names all.
Found = tuple[int, int, str, str]  # Start, end, and then: the name and what it means; or its address and both in one.


@dataclass(frozen=True)
class ExplainedWords:
    """What the site can explain. Meanings are in CONTENT_LANGUAGE, as the texts around them."""

    glossary: dict[str, str]
    register: Register

    @cached_property
    def key(self) -> str:
        """For `{% once %}`: another one wherever a word or its meaning differs."""
        return sha256(repr((sorted(self.glossary.items()), self.register.fingerprint)).encode()).hexdigest()

    def on_a_page(self) -> Callable[[str], Iterator[Found]]:
        """For the texts of one page, in order: finds each word once, as `rendering.with_explanations` asks for."""
        seen: set[str] = set()

        def explained(text: str) -> Iterator[Found]:
            for start, end, name, meaning in self._found(text):
                slug = slugify(name)
                if name not in seen and slug and self.about(slug) == (name, meaning):
                    yield start, end, reverse("articles:word", args=[slug]), f"{name}: {meaning}"
                seen.add(name)

        return explained

    def about(self, slug: str) -> tuple[str, str] | None:
        """(name, meaning) of what an address names, or None."""
        if slug in self._glossary_by_slug:
            return self._glossary_by_slug[slug]
        words = slug.replace("-", " ")
        return next((found[2:] for found in self._found(words) if found[:2] == (0, len(words))), None)

    @cached_property
    def _glossary_by_slug(self) -> dict[str, tuple[str, str]]:
        return {slugify(word): (word, meaning) for word, meaning in self.glossary.items()}

    def _found(self, text: str) -> Iterator[Found]:
        """Of overlapping ones the longest; an editor's words come before the register's."""
        words = ((word.start(), word.end(), word[0].lower()) for word in WORD.finditer(text))
        found = [(start, end, word, self.glossary[word]) for start, end, word in words if word in self.glossary]
        with translation.override(settings.CONTENT_LANGUAGE):
            for mention in self.register.each_mention(text):
                name, meaning = self._described(mention)
                found += [(mention.start, mention.end, name, meaning)] if meaning else []
        after = 0
        for one in sorted(found, key=lambda one: (one[0], -one[1])):
            if one[0] >= after:
                after = one[1]
                yield one

    def _described(self, mention: Mention) -> tuple[str, str]:
        """(name, meaning); no meaning for a group that belongs to no other: its name says all that is known."""
        if mention.kind == Kind.CLASS:
            name, *wider = mention.class_line
            return name, _("a group of medicines, a kind of %(wider)s.") % {"wider": wider[-1]} if wider else ""
        substance, *others = sorted(mention.substances)
        group = mention.class_line[0]
        if others:
            return substance, _("a medicine, sold together with %(others)s.") % {"others": ", ".join(others)}
        meaning = _("a medicine of the group “%(group)s”.") % {"group": group}
        if names := self.register.trade_names_of(substance)[:MOST_TRADE_NAMES]:
            meaning += " " + _("Sold, for example, as %(names)s.") % {"names": ", ".join(names)}
        return substance, meaning


@lru_cache(2)
def explained_words(state: PublicState) -> ExplainedWords:
    """Those of this state. A query for each of the two registers, and three where the medicines have changed."""
    look_again()
    return ExplainedWords(dict(GlossaryWord.objects.values_list("word", "meaning")), register())
