"""Define the shapes of the API's answers. The OpenAPI description is made from them, and no other field is sent."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from ...models import ChangeClass
from ...models.articles import Aspect, SourceKind
from ...schema.definition import IN_API, ValueKind

# Taken from the models' choices, so that the description names a new aspect at once.
AspectName = Annotated[str, Field(json_schema_extra={"enum": list(Aspect.values)})]
ChangeName = Annotated[str, Field(json_schema_extra={"enum": list(ChangeClass.values)})]
KindName = Annotated[str, Field(json_schema_extra={"enum": list(SourceKind.values)})]


class Shape(Schema):
    """Refuses fields that a subclass does not name."""

    model_config = ConfigDict(extra="forbid")


class Topic(Shape):
    slug: str
    name: str
    url: str


class Dates(Shape):
    first_published: date
    this_edition: date
    facts_checked: date | None
    next_check_due: date | None
    last_changed: date = Field(description="This edition, or a later version of a statement on the page.")
    is_overdue: bool = Field(description="The next check is overdue: say so beside a copy.")


class Review(Shape):
    """A clinician's signature under this very text."""

    reviewed_by: str
    role: str = Field(description="In the words of the person who signed.")
    reviewed_on: date


class Edition(Shape):
    number: int
    change_class: ChangeName
    change_note: str
    url: str


class Summary(Shape):
    slug: str
    title: str
    summary: str
    language: str
    url: str = Field(description="The page itself: the canonical address, to link to.")
    api: str = Field(description="The whole page in this API.")
    topics: list[Topic]
    aspects: list[AspectName] = Field(description="Each can be asked for alone: the address in `api`, then the aspect.")
    author: str
    clinical_review: Review | None = Field(description="null: no clinician has reviewed the page yet.")
    dates: Dates
    edition: Edition


class Listing(Shape):
    total: int
    page: int
    pages: int
    next: str | None
    items: list[Summary]


class Statement(Shape):
    """A text that many pages carry word for word, in the version in force. Show it with its date."""

    slug: str
    title: str
    version: int
    in_force_since: date
    clinical_review: Review | None = Field(description="null: no clinician has reviewed this version yet.")
    text: str
    url: str = Field(description="The statement's page: its sources and all its versions.")


class Section(Shape):
    heading: str
    aspect: AspectName
    url: str
    html: str = Field(
        description="Cleaned; all addresses are whole. Classes: citation, callout, callout-<kind>, advice, advice-do, "
        "advice-dont, table, table-wide, picture, details, statement."
    )
    text: str = Field(description="The words alone, a paragraph on each line, with those of the statements.")
    statements: list[Statement] = Field(description="In reading order; `html` and `text` hold their words too.")


class Source(Shape):
    number: int
    publisher: str
    title: str
    url: str
    kind: KindName
    published: str = Field(description="As exact as it is known: 2024, 2024-01, 2024-01-19 or nothing.")
    how_it_was_read: str


class Picture(Shape):
    url: str
    width: int
    height: int
    alt: str
    credit: str
    licence: str


class NamedPicture(Picture):
    name: str


class Disclaimer(Shape):
    title: str
    html: str
    text: str
    in_force_since: date
    url: str


class HelpLine(Shape):
    country: str
    name: str
    call: str
    text: str
    url: str


class Terms(Shape):
    licence: str = Field(description="Empty: ask the owner of the site first.")
    attribution: str
    conditions: str


class _Page(Summary):
    """A copy is shown with its disclaimer, its dates, its help lines and the link to the page."""

    key_points: list[str]
    sections: list[Section]
    questions: list[str] = Field(description="To take to the doctor.")
    sources: list[Source]
    picture: Picture | None
    pictures: list[NamedPicture] = Field(description="Those among the words of the sections, which show them too.")
    disclaimer: Disclaimer
    help_lines: list[HelpLine]
    terms: Terms


TYPES: dict[ValueKind, Any] = {ValueKind.TEXT: str, ValueKind.TEXTS: list[str], ValueKind.DAY: date | None}
# Fields of the document that the classes above do not name; they follow at the end of a page.
FURTHER: dict[str, Any] = {
    field.api: (TYPES[field.kind], ...) for field in IN_API if field.api not in _Page.model_fields
}
Page = create_model(
    "Page",
    __base__=_Page,
    __doc__=_Page.__doc__,
    __module__=__name__,
    **FURTHER,
)


class Fault(Shape):
    error: str


class Gone(Shape):
    error: str
    reason: str
    withdrawn_on: date
    history: str
