"""topics.yaml, helplines.yaml and polls.yaml."""

from dataclasses import dataclass, field
from typing import Any

from . import fields, yaml_lines
from .faults import FaultList

FORMAT = 1
TOPIC = fields.Shape(
    "a topic",
    {
        "slug": fields.slug,
        "name": fields.text_up_to(80),
        "summary": fields.text,
        "articles": fields.list_of(fields.slug),
    },
)
INDEX_TERM = fields.Shape("an index term", {"term": fields.text_up_to(120), "article": fields.slug})
PLACE: dict[str, fields.Reader] = {"country": fields.text_up_to(3), "country_name": fields.text_up_to(60)}
PROOF: dict[str, fields.Reader] = {"verified_on": fields.optional(fields.day), "source": fields.web_address}
NOTE: dict[str, fields.Reader] = {"note": fields.text}
EMERGENCY = fields.Shape("an emergency number", {**PLACE, "call": fields.text_up_to(30), **PROOF}, NOTE)
HELP_LINE = fields.Shape(
    "a help line",
    {
        **PLACE,
        "name": fields.text_up_to(100),
        "call": fields.optional(fields.text_up_to(30)),
        "text": fields.optional(fields.text_up_to(30)),
        "text_word": fields.optional(fields.text_up_to(20)),
        "chat_url": fields.optional(fields.web_address),
        "url": fields.web_address,
        "hours": fields.optional(fields.text_up_to(100)),
        "languages": fields.list_of(fields.text),
        "free": fields.optional(fields.true_or_false),
        **PROOF,
    },
    {**NOTE, "region": fields.text_up_to(60)},
)
SIGNS = fields.Shape(
    "the warning signs", {"intro": fields.text_up_to(200), "signs": fields.list_of(fields.text), **PROOF}, NOTE
)
POLL = fields.Shape(
    "a poll",
    {
        "slug": fields.slug,
        "question": fields.text,
        "question_source": fields.text,
        "sensitive": fields.true_or_false,
        "article": fields.slug,
        "choices": fields.anything,
        "choices_note": fields.text,
        "count_minimum": fields.whole_number,
        "count_interval_days": fields.whole_number,
        "sample_statement": fields.text,
        "notices": fields.list_of(fields.slug),
    },
    {"carried_over": fields.anything},
)
CHOICE = fields.Shape("a choice", {"code": fields.whole_number, "label": fields.text})
CARRIED_OVER = fields.Shape(
    "the carried-over votes",
    {
        "total": fields.whole_number,
        "split": fields.one_of(["unknown"]),
        "origin": fields.text,
        "note": fields.text,
    },
)

Row = tuple[dict[str, Any], int]  # Fields, and the line they begin on.


@dataclass
class Registers:
    topics: list[Row] = field(default_factory=list)
    index: list[Row] = field(default_factory=list)
    emergency_numbers: list[Row] = field(default_factory=list)
    help_lines: list[Row] = field(default_factory=list)
    warning_signs: dict[str, Any] = field(default_factory=dict)
    polls: list[Row] = field(default_factory=list)


TOPICS_FILE = fields.Shape(
    "the file", {"version": fields.one_of([FORMAT]), "topics": fields.anything, "index": fields.anything}
)
HELP_LINES_FILE = fields.Shape(
    "the file",
    {
        "version": fields.one_of([FORMAT]),
        "checked_on": fields.day,
        "warning_signs": fields.anything,
        "emergency_numbers": fields.anything,
        "helplines": fields.anything,
    },
)
POLLS_FILE = fields.Shape("the file", {"version": fields.one_of([FORMAT]), "polls": fields.anything})


def read_topics(text, file, registers: Registers):
    faults = FaultList(file)
    values = fields.read_mapping(yaml_lines.read(text, faults), TOPICS_FILE, faults)
    if "topics" in values:
        registers.topics = fields.read_rows(values["topics"], TOPIC, faults)
        registers.index = fields.read_rows(values.get("index"), INDEX_TERM, faults)
        fields.refuse_twice(registers.topics, "slug", faults, what="The topic")
        fields.refuse_twice(registers.index, "term", faults, what="The term")
    return faults.faults


def read_help_lines(text, file, registers: Registers):
    faults = FaultList(file)
    values = fields.read_mapping(yaml_lines.read(text, faults), HELP_LINES_FILE, faults)
    if "helplines" in values:
        registers.warning_signs = fields.read_mapping(values.get("warning_signs"), SIGNS, faults)
        registers.emergency_numbers = fields.read_rows(values.get("emergency_numbers"), EMERGENCY, faults)
        registers.help_lines = fields.read_rows(values["helplines"], HELP_LINE, faults)
        _refuse_unreachable(registers.help_lines, faults)
    return faults.faults


def _refuse_unreachable(rows, faults):
    seen = set()
    for row, line in rows:
        key = (row.get("country"), row.get("name"))
        if key in seen:
            faults.add(line, f"The help line “{row.get('name')}” stands twice for {row.get('country')}.")
        seen.add(key)
        if not any(row.get(way) for way in ("call", "text", "chat_url", "url")):
            faults.add(line, f"The help line “{row.get('name')}” has no number and no address.")


def read_polls(text, file, registers: Registers):
    faults = FaultList(file)
    values = fields.read_mapping(yaml_lines.read(text, faults), POLLS_FILE, faults)
    if "polls" in values:
        registers.polls = fields.read_rows(values["polls"], POLL, faults)
        fields.refuse_twice(registers.polls, "slug", faults, what="The poll")
        for poll, line in registers.polls:
            _read_choices(poll, line, faults)
    return faults.faults


def _read_choices(poll, line, faults):
    rows = fields.read_rows(poll.get("choices"), CHOICE, faults, line=line)
    fields.refuse_twice(rows, "code", faults, what="The code")
    fields.refuse_twice(rows, "label", faults, what="The choice")
    poll["choices"] = [(choice.get("code"), choice.get("label")) for choice, _line in rows]
    if poll.get("carried_over") is not None:
        poll["carried_over"] = fields.read_mapping(poll["carried_over"], CARRIED_OVER, faults, line=line)
