"""Declare the fields of every file of a pack, as pydantic models. The words for their errors: yaml_file.SENTENCES."""

import re
from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from articles.models import ChangeClass, NoticeKind, Seen, SourceKind

FORMAT = 1
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

# Rows of the list on the left are told apart by each of these sets of fields.
UNIQUE: dict[str, tuple[tuple[str, ...], ...]] = {
    "choices": (("code",), ("label",)),
    "helplines": (("country", "name"),),
    "index": (("term",),),
    "polls": (("slug",),),
    "sources": (("key",),),
    "topics": (("slug",),),
}
# A field of this name, in whichever file, holds the slug (or a list of slugs) of a thing of this kind.
REFERENCES = {"article": "article", "articles": "article", "notices": "notice", "poll": "poll", "topic": "topic"}


def one_of(choices: Collection[Any]) -> BeforeValidator:
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


def _or_empty(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    return "" if value is None else handler(value)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
WebAddress = Annotated[str, AfterValidator(_web_address)]
PartialDate = Annotated[
    str, BeforeValidator(_partial_date)
]  # As exact as it is known: "2024", "2024-01", "2024-01-19".
Version = Annotated[int, one_of([FORMAT])]
OR_EMPTY = WrapValidator(_or_empty)  # null is the empty text.


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SourceRow(Record):
    key: Slug
    publisher: Text = Field(max_length=160)
    title: Text = Field(max_length=300)
    url: WebAddress
    kind: Annotated[str, one_of(SourceKind.values)]
    published: Annotated[PartialDate, OR_EMPTY] = ""
    seen: Annotated[str, one_of(Seen.values), OR_EMPTY] = ""
    accessed_on: date | None = None


class Image(Record):
    file: Text
    credit: Text = Field(max_length=200)
    licence: Text = Field(max_length=100)
    alt: Text = Field(default="", max_length=300)
    decorative: bool = False
    note: Text = ""

    @model_validator(mode="after")
    def _has_alt_or_is_decorative(self) -> Self:
        if bool(self.alt) == self.decorative:
            raise PydanticCustomError("alt_or_decorative", "")
        return self


class ArticleFile(Record):
    """The front matter of an edition. What is not listed in NOT_OF_THE_DOCUMENT is a field of the document."""

    slug: Slug
    edition: NonNegativeInt
    title: Text = Field(max_length=160)
    topic: Slug
    tags: list[Slug] = []
    summary: Text
    author: Text = Field(max_length=200)
    clinical_reviewer: Annotated[Text, Field(max_length=200), OR_EMPTY] = ""
    reviewed_on: date | None = None
    facts_checked_on: date | None = None
    review_due_on: date | None = None
    change_class: Annotated[str, one_of(ChangeClass.values)]
    change_note: Text
    key_points: list[Text] = []
    questions: list[Text] = []
    image: Image | None = None
    poll: Annotated[Slug, OR_EMPTY] = ""
    sources: list[SourceRow]


NOT_OF_THE_DOCUMENT = {"edition", "topic", "change_class", "change_note", "image"}


class NoticeFile(Record):
    slug: Slug
    title: Text = Field(max_length=120)
    kind: Annotated[str, one_of(NoticeKind.values)]
    effective_from: date


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


class HelpLinesFile(Record):
    version: Version
    checked_on: date
    warning_signs: WarningSigns
    emergency_numbers: list[Emergency]
    helplines: list[HelpLine]


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
    sample_statement: Text
    notices: list[Slug]
    carried_over: CarriedOver | None = None


class PollsFile(Record):
    version: Version
    polls: list[Poll]
