"""Define the search index: which terms each edition is found by, and which words there are."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import About, DataDescription

from .editions import Edition

WORDS_ALONE = _("The words of public pages, to find them. What people search for is not stored.")
FOLLOWS = _("Follows the pages.")


class SearchPage(models.Model):
    """An edition that is in the index, and the fingerprint of the rules that it was indexed by."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, primary_key=True, related_name="search_page")
    rules = models.CharField(max_length=64)
    has_newer_words = models.BooleanField(default=False)  # Of statements, than those of its publication.

    data_description = DataDescription(About.NOBODY, WORDS_ALONE, FOLLOWS, name=_("pages in the search index"))

    class Meta:
        default_permissions = ()  # Nobody edits it.

    def __str__(self) -> str:
        return str(self.edition_id)


class SearchTerm(models.Model):
    """A term of an edition. `weight`: how much the edition is about it, in thousandths, without its rarity."""

    pk = models.CompositePrimaryKey("page_id", "term")
    page = models.ForeignKey(SearchPage, on_delete=models.CASCADE, related_name="terms", db_index=False)
    term = models.CharField(max_length=64)
    weight = models.PositiveSmallIntegerField()

    data_description = DataDescription(About.NOBODY, WORDS_ALONE, FOLLOWS, name=_("terms of pages in the search index"))

    class Meta:
        default_permissions = ()
        indexes = [models.Index("term", models.F("weight").desc(), "page", name="search_term_by_weight")]

    def __str__(self) -> str:
        return self.term


class SearchWord(models.Model):
    """A word as pages write it, folded, and its term: to correct typing errors, and to complete a beginning."""

    word = models.CharField(max_length=64, primary_key=True)
    term = models.CharField(max_length=64)
    first_letter = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()

    data_description = DataDescription(About.NOBODY, WORDS_ALONE, FOLLOWS, name=_("words of the search index"))

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["first_letter", "length", "word"], name="search_word_alike")]

    def __str__(self) -> str:
        return self.word
