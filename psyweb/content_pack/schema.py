"""Declare the fields of every file of a pack, as pydantic models. Error messages are in yaml_file.SENTENCES."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, StringConstraints, create_model
from pydantic.functional_validators import AfterValidator, BeforeValidator, WrapValidator, model_validator
from pydantic_core import PydanticCustomError

from articles.models import Article, ChangeClass, NoticeKind, Source
from articles.models.medicines import LONGEST_NAME, validate_name
from articles.schema import definition
from articles.schema.definition import ValueKind
from articles.schema.short_names import PATTERN, ShortNameField

FORMAT = 1
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

# Within the list of this name, each of these sets of fields is unique.
UNIQUE: dict[str, tuple[tuple[str, ...], ...]] = {
    "care": (("country", "name"),),
    "choices": (("code",), ("label",)),
    "classes": (("name",),),
    "helplines": (("country", "name"),),
    "index": (("term",),),
    "medicines": (("substance",),),
    "polls": (("slug",),),
    "sources": (("key",),),
    "topics": (("slug",),),
}
# A field of this name, in any file, holds the slug (or a list of slugs) of an item of this kind.
REFERENCES = {
    "article": "article",
    "articles": "article",
    "broader": "class of medicines",
    "class": "class of medicines",
    "notices": "notice",
    "poll": "poll",
    "topic": "topic",
}


def one_of(choices: Collection[Any]) -> BeforeValidator:
    """Return a validator that accepts only these values."""

    def check(value: Any) -> Any:
        if value not in choices:
            raise PydanticCustomError("one_of", "", {"choices": ", ".join(map(str, choices))})
        return value

    return BeforeValidator(check)


def _partial_date(value: Any) -> Any:
    match = PARTIAL_DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        date(*(int(part or 1) for part in (match.groups() if match else ())))
    except (TypeError, ValueError):
        raise PydanticCustomError("partial_date", "") from None
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", value):
        raise PydanticCustomError("web_address", "")
    return value


WORDS = StringConstraints(strip_whitespace=True, min_length=1)
SLUG = StringConstraints(pattern=f"^{PATTERN}$")
WEB_ADDRESS = AfterValidator(_web_address)
PARTIAL = BeforeValidator(_partial_date)  # As precise as it is known: "2024", "2024-01" or "2024-01-19".
OR_EMPTY = WrapValidator(
    lambda value, handler: "" if value is None else handler(value)
)  # YAML's null means the empty text.
Text = Annotated[str, WORDS]
Slug = Annotated[str, SLUG]
WebAddress = Annotated[str, WEB_ADDRESS]
Version = Annotated[int, one_of([FORMAT])]


class Record(BaseModel):
    """Base of all models: no unknown fields, no conversion of types, immutable."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Image(Record):
    file: Annotated[Text, StringConstraints(pattern=rf"^{PATTERN}\.svg$")]
    credit: Text = Field(max_length=200)
    licence: Text = Field(max_length=100)
    alt: Text = Field(default="", max_length=300)
    decorative: bool = False
    note: Text = ""

    @property
    def name(self) -> str:
        """The short name by which a text shows the picture."""
        return self.file.removesuffix(".svg")

    @model_validator(mode="after")
    def _has_alt_or_is_decorative(self) -> Self:
        if bool(self.alt) == self.decorative:
            raise PydanticCustomError("alt_or_decorative", "")
        return self


# Required fields of the document and of a source. The others have the definition's default.
REQUIRED = {"slug", "title", "summary", "author", "key", "publisher", "url", "kind"}
# Types of fields whose rule is stricter than their kind and column say.
STRICTER_TYPES: dict[str, Any] = {"tags": list[Slug], "published": Annotated[str, PARTIAL, OR_EMPTY]}


def _fields(fields: Iterable[definition.Field | definition.RowField], model: type[models.Model]) -> dict[str, Any]:
    """Return {name: (type, default)}, as create_model takes them."""
    found = {}
    for field in fields:
        column: Any = model._meta.get_field(getattr(field, "on_article", field.name))
        value_type = STRICTER_TYPES.get(field.name) or _type_of(field.kind, column)
        found[field.name] = (value_type, ... if field.name in REQUIRED else field.empty())
    return found


def _type_of(kind: ValueKind, column: Any) -> Any:
    if kind == ValueKind.DAY:
        return date | None
    if kind == ValueKind.TEXTS:
        return list[Text]
    rules = {models.SlugField: SLUG, ShortNameField: SLUG, models.URLField: WEB_ADDRESS}
    rule = one_of([value for value, _label in column.choices]) if column.choices else rules.get(type(column), WORDS)
    null = () if column.name in REQUIRED else (OR_EMPTY,)
    return Annotated[str, Field(max_length=column.max_length), rule, *null]


# articles/schema/definition.py defines names, kinds and defaults of the document's fields.
_Document: Any = create_model("_Document", __base__=Record, **_fields(definition.PACKED, Article))
_Source: Any = create_model("_Source", __base__=Record, **_fields(definition.SOURCE, Source))


class SourceRow(_Source):
    """A source, with the fields of the document."""


class ArticleFile(_Document):
    """The front matter of an edition: its document without sections and picture, and the fields listed here."""

    slug: Slug
    edition: NonNegativeInt
    topic: Slug
    change_class: Annotated[str, one_of(ChangeClass.values)]
    change_note: Text
    image: Image | None = None
    pictures: list[Image] = Field(default_factory=list)  # Those that the sections show.
    sources: list[SourceRow]

    @property
    def shown(self) -> list[Image]:
        """All pictures of the page."""
        return [*([self.image] if self.image else []), *self.pictures]


IN_DOCUMENT = {*_Document.model_fields, "sources"}


class NoticeFile(Record):
    slug: Slug
    title: Text = Field(max_length=120)
    kind: Annotated[str, one_of(NoticeKind.values)]
    effective_from: date


class StatementFile(Record):
    slug: Slug = Field(max_length=80)
    title: Text = Field(max_length=120)
    effective_from: date
    sources: list[SourceRow]


class Topic(Record):
    slug: Slug
    name: Text = Field(max_length=80)
    summary: Text
    articles: list[Slug]


class IndexTerm(Record):
    term: Text = Field(max_length=120)
    article: Slug


class TopicsFile(Record):
    version: Version
    topics: list[Topic]
    index: list[IndexTerm]


class Verified(Record):
    verified_on: date | None
    source: WebAddress
    note: Text = ""


class WarningSigns(Verified):
    intro: Text = Field(max_length=200)
    signs: list[Text]


class Emergency(Verified):
    country: Text = Field(max_length=3)
    country_name: Text = Field(max_length=60)
    call: Text = Field(max_length=30)


class HelpLine(Verified):
    country: Text = Field(max_length=3)
    country_name: Text = Field(max_length=60)
    region: Text = Field(default="", max_length=60)
    name: Text = Field(max_length=100)
    call: Annotated[Text, Field(max_length=30), OR_EMPTY]
    text: Annotated[Text, Field(max_length=30), OR_EMPTY]
    text_word: Annotated[Text, Field(max_length=20), OR_EMPTY]
    chat_url: Annotated[WebAddress, OR_EMPTY]
    url: WebAddress
    hours: Annotated[Text, Field(max_length=100), OR_EMPTY]
    languages: list[Text]
    free: bool | None


class Care(Verified):
    country: Text = Field(max_length=3)
    country_name: Text = Field(max_length=60)
    region: Text = Field(default="", max_length=60)
    name: Text = Field(max_length=100)
    url: WebAddress


class HelpLinesFile(Record):
    version: Version
    checked_on: date
    warning_signs: WarningSigns
    emergency_numbers: list[Emergency]
    helplines: list[HelpLine]
    care: list[Care] = []


class Choice(Record):
    code: NonNegativeInt
    label: Text


class CarriedOver(Record):
    total: NonNegativeInt
    split: Annotated[str, one_of(["unknown"])]
    origin: Text
    note: Text


class Poll(Record):
    slug: Slug
    question: Text
    question_source: Text
    sensitive: bool
    article: Slug
    choices: list[Choice]
    choices_note: Text
    count_minimum: NonNegativeInt
    count_interval_days: NonNegativeInt
    most_answers: NonNegativeInt = 1
    sample_statement: Text
    notices: list[Slug]
    carried_over: CarriedOver | None = None


class PollsFile(Record):
    version: Version
    polls: list[Poll]


def _name(value: str) -> str:
    try:
        validate_name(value)
    except ValidationError:
        raise PydanticCustomError("name_of_medicine", "") from None
    return value


def _country(value: str) -> str:
    if not re.fullmatch("[A-Z]{2}", value):
        raise PydanticCustomError("country", "")
    return value


MedicineName = Annotated[Text, Field(max_length=LONGEST_NAME), AfterValidator(_name)]


class MedicineSource(Record):
    """A source of trade names. Its country is where they are sold."""

    country: Annotated[str, AfterValidator(_country)]
    title: Text = Field(max_length=200)


class MedicineClass(Record):
    name: MedicineName
    short_forms: list[MedicineName] = []
    broader: MedicineName | None = None
    is_antidepressant: bool = False


class Medicine(Record):
    """A substance. `trade_names`: by the short name of the source that ties them to it."""

    substance: MedicineName
    other_names: list[MedicineName] = []
    medicine_class: MedicineName = Field(alias="class")
    trade_names: dict[str, list[MedicineName]] = {}
    ambiguous: list[MedicineName] = []


class MedicinesFile(Record):
    version: Version
    sources: dict[str, MedicineSource]
    classes: list[MedicineClass]
    medicines: list[Medicine]

    @model_validator(mode="after")
    def _knows_its_sources(self) -> Self:
        unknown = {source for row in self.medicines for source in row.trade_names} - self.sources.keys()
        if unknown:
            raise PydanticCustomError("unknown_sources", "", {"names": ", ".join(sorted(unknown))})
        return self
