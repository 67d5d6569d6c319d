"""Define each field of an article's document: its name, kind, label, default, and where it is shown.

A version stores the document as JSON. Forms, comparison, merging, checks, search text, API and content pack read these
tables. docs/changing.md, "A field of an article", says how to add one.
"""

from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Document: TypeAlias = dict[str, Any]
Label: TypeAlias = str | Promise


class ValueKind(StrEnum):
    """Type of a field's value in the JSON."""

    TEXT = "text"
    TEXTS = "list of texts"
    DAY = "day"  # ISO 8601, or null.
    NUMBER = "number"
    FLAG = "flag"
    FILE = "file"  # The file's name in the storage.
    TOPICS = "topics"  # A list of slugs.
    PICTURE = "picture"  # The fields of PICTURE, or null.
    PICTURES = "pictures"  # Rows with the fields of NAMED_PICTURE, computed from the sections.
    SECTIONS = "sections"  # Rows with the fields of SECTION.
    SOURCES = "sources"  # Rows with the fields of SOURCE.


DEFAULTS: dict[ValueKind, Any] = {
    ValueKind.TEXT: "",
    ValueKind.TEXTS: [],
    ValueKind.DAY: None,
    ValueKind.NUMBER: 0,
    ValueKind.FLAG: False,
    ValueKind.FILE: "",
    ValueKind.TOPICS: [],
    ValueKind.PICTURE: None,
    ValueKind.PICTURES: [],
    ValueKind.SECTIONS: [],
    ValueKind.SOURCES: [],
}


@dataclass(frozen=True)
class FormGroup:
    """One fieldset of the article's form. `is_folded`: closed until the editor opens it."""

    title: Label | None
    is_folded: bool = False


FORM_GROUPS = OPENING, TAKEAWAY, PLACE, PEOPLE, DRAWING = (
    FormGroup(None),
    FormGroup(_("What readers take away")),
    FormGroup(_("Where it stands")),
    FormGroup(_("Who and when")),
    FormGroup(_("Picture"), is_folded=True),
)


@dataclass(frozen=True)
class InForm:
    """Position of a field in the form. Fields with the same `line` share a line, in the order of `spot`."""

    group: FormGroup
    line: int
    spot: int = 1
    name: str = ""  # Name of the form field, if it isn't the attribute's.
    label: Label | None = None  # Label in the form, if it isn't the field's label.
    help_text: Label = ""


@dataclass(frozen=True)
class Field:
    """One field of the document. All fields are frozen, compared, merged and restored; the attributes add the rest."""

    name: str
    kind: ValueKind
    label: Label  # In comparisons and conflicts, and in the form unless `form` has another.
    attribute: str = ""  # Attribute of Article, if it isn't `name`.
    default: Any = None  # If it isn't the default of the kind. The model must have the same default.
    form: InForm | None = None
    part: str = ""  # For plain text on the page: the name of this part in checks, search and signatures.
    api: str = ""  # Name of the plain value in the content API.
    is_packed: bool = False  # Whether a content pack contains it, under its own name.

    @property
    def on_article(self) -> str:
        """Name of the attribute of Article."""
        return self.attribute or self.name

    @property
    def form_name(self) -> str:
        """Name of the form field."""
        return (self.form and self.form.name) or self.on_article

    @property
    def form_label(self) -> Label:
        return self.label if self.form is None or self.form.label is None else self.form.label

    @property
    def help_text(self) -> Label:
        return self.form.help_text if self.form else ""

    def empty(self) -> Any:
        """A new copy of the default value."""
        return deepcopy(DEFAULTS[self.kind] if self.default is None else self.default)


@dataclass(frozen=True)
class RowField:
    """One field of a section, a source or a picture, named as in the row's model."""

    name: str
    kind: ValueKind = ValueKind.TEXT
    default: Any = None
    line: int = 0  # Line in the row's form; 0: not in the form.
    spot: int = 1
    is_compared: bool = False  # A comparison shows it as one line of the source or picture.
    is_shown: bool = False  # The edition's rendered sources contain it.

    def empty(self) -> Any:
        return deepcopy(DEFAULTS[self.kind] if self.default is None else self.default)


# In the order in which a comparison shows them.
ARTICLE: tuple[Field, ...] = (
    Field("title", ValueKind.TEXT, _("Title"), form=InForm(OPENING, 1), is_packed=True),
    Field(
        "slug", ValueKind.TEXT, _("Address"), is_packed=True,
        form=InForm(OPENING, 2, label=_("Name in its address"), help_text=_(
            "Small letters, digits and hyphens. A change takes effect with the next edition; the old address then "
            "leads to the new."
        )),
    ),
    Field(
        "summary", ValueKind.TEXT, _("Summary"), part="summary", is_packed=True,
        form=InForm(OPENING, 3, help_text=_(
            "Two or three sentences in plain words. The page opens with them, and lists show them."
        )),
    ),
    Field(
        "author", ValueKind.TEXT, _("Author"), api="author", is_packed=True,
        form=InForm(PEOPLE, 1, label=_("Author line"), help_text=_("Who wrote the page, as readers shall see it.")),
    ),
    Field("clinical_reviewer", ValueKind.TEXT, _("Clinical reviewer"), is_packed=True),
    Field("reviewed_on", ValueKind.DAY, _("Reviewed on"), is_packed=True),
    Field(
        "facts_checked_on", ValueKind.DAY, _("Facts checked on"), is_packed=True,
        form=InForm(PEOPLE, 3, help_text=_("The day on which the whole page was held against its sources.")),
    ),
    Field(
        "review_due_on", ValueKind.DAY, _("Review due on"), is_packed=True,
        form=InForm(PEOPLE, 3, spot=2, help_text=_(
            "At most a year after the facts were checked; without that day, after today."
        )),
    ),
    Field(
        "poll", ValueKind.TEXT, _("Poll"), attribute="poll_slug", is_packed=True,
        form=InForm(PLACE, 3, help_text=_("Stands at the end of the page.")),
    ),
    Field(
        "key_points", ValueKind.TEXTS, _("Key points"), part="key points", api="key_points", is_packed=True,
        form=InForm(TAKEAWAY, 1, help_text=_("One point on each line, in plain words.")),
    ),
    Field(
        "questions", ValueKind.TEXTS, _("Questions to take to the doctor"), part="questions", api="questions",
        is_packed=True, form=InForm(TAKEAWAY, 2, help_text=_("One question on each line, in plain words.")),
    ),
    Field(
        "tags", ValueKind.TEXTS, _("Tags"), is_packed=True,
        form=InForm(PLACE, 2, help_text=_(
            "One tag on each line, in small letters, with hyphens instead of spaces. “depression” and “suicide-risk” "
            "bring the help lines."
        )),
    ),
    Field("topics", ValueKind.TOPICS, _("Topics"), form=InForm(PLACE, 1, name="in_topics")),
    Field("picture", ValueKind.PICTURE, _("Picture"), form=InForm(DRAWING, 1)),
    Field("pictures", ValueKind.PICTURES, _("Pictures in the text"), attribute="sections"),
    Field("sections", ValueKind.SECTIONS, _("Sections")),
    Field("sources", ValueKind.SOURCES, _("Sources")),
)  # fmt: skip
CENTRE = 0.5  # Of a picture's width or height: what stays in sight where a picture is cropped.
SECTION: tuple[RowField, ...] = (
    RowField("heading", line=1),
    RowField("aspect", line=1, spot=2),
    RowField("body", line=2),
)
# In the order in which a comparison shows them.
SOURCE: tuple[RowField, ...] = (
    RowField("key", line=1, is_shown=True),
    RowField("publisher", line=2, is_compared=True, is_shown=True),
    RowField("title", line=2, spot=2, is_compared=True, is_shown=True),
    RowField("url", line=3, is_compared=True, is_shown=True),
    RowField("kind", line=1, spot=2, is_compared=True, is_shown=True),
    RowField("published", line=4, is_compared=True, is_shown=True),
    RowField("seen", line=4, spot=3, is_compared=True, is_shown=True),
    RowField("accessed_on", ValueKind.DAY, line=4, spot=2, is_compared=True),
)
PICTURE: tuple[RowField, ...] = (
    RowField("id", ValueKind.NUMBER),
    RowField("file", ValueKind.FILE, is_compared=True),
    RowField("width", ValueKind.NUMBER),
    RowField("height", ValueKind.NUMBER),
    RowField("alt", is_compared=True),
    RowField("is_decorative", ValueKind.FLAG, is_compared=True),
    RowField("credit", is_compared=True),
    RowField("licence", is_compared=True),
    RowField("focus_x", ValueKind.NUMBER, default=CENTRE),
    RowField("focus_y", ValueKind.NUMBER, default=CENTRE),
)
NAMED_PICTURE: tuple[RowField, ...] = (RowField("name", is_compared=True), *PICTURE)
ROWS: dict[ValueKind, tuple[RowField, ...]] = {ValueKind.SECTIONS: SECTION, ValueKind.SOURCES: SOURCE}

PLAIN_WORDS = tuple(field for field in ARTICLE if field.part)
IN_FORM = tuple(field for field in ARTICLE if field.form)
IN_API = tuple(field for field in ARTICLE if field.api)
PACKED = tuple(field for field in ARTICLE if field.is_packed)


def field_named(name: str) -> Field:
    """The field of the document with this name. Raises StopIteration for an unknown name."""
    return next(field for field in ARTICLE if field.name == name)


def blank() -> Document:
    """The document of a new article: every field has its default."""
    return {field.name: field.empty() for field in ARTICLE}


def blank_row(fields: tuple[RowField, ...]) -> Document:
    """A new row: every field has its default."""
    return {field.name: field.empty() for field in fields}
