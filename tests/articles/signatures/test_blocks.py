"""Blocks of a body as the rule on signatures sees them."""

import pytest

from articles.schema.definition import ARTICLE
from articles.signatures.blocks import HARMLESS, blocks_of

from ..factories import make_document, make_section

BODY = """### Risks

One **bold** word. [study]

::: warning
- It hurts.
- It burns.
:::

1. First
2. Second
"""


def blocks(body, **names):
    document = make_document(sections=[make_section(body=body)])
    return [block for block in blocks_of(document, names) if block.field == "sections"]


def forms(body, **names):
    return [block.form for block in blocks(body, **names)]


def test_each_block_of_a_body_keeps_its_markdown():
    assert [block.value for block in blocks(BODY)] == [part.strip("\n") for part in BODY.split("\n\n")]


def test_every_other_field_has_a_block_of_its_own():
    counted = {block.field for block in blocks_of(make_document(tags=["depression"], pictures=[{"name": "bench"}]), {})}
    assert counted == {field.name for field in ARTICLE} - HARMLESS | {"heading"}


@pytest.mark.parametrize("name", ["study", "trial"])
def test_a_citation_counts_by_its_sources_new_name(name):
    assert forms("So. [old]", old=name) == forms(f"So. [{name}]")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A **b** c", "A b c"),
        ("- a\n- b", "- a\n\n- b"),
        ("a\nb", "a b"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("a  \n\nb", "a\n\nb"),
    ],
)
def test_marks_without_meaning_count_for_nothing(one, other):
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("**Risk:** a", "Risk: a"),
        ("**Risk**: a", "Risk: a"),
        ("- **Risk:** a", "- Risk: a"),
        ("### a", "a"),
        ("- a", "a"),
        ("1. a", "- a"),
        ("1. a", "2. a"),
        ("::: note\na\n:::", "::: warning\na\n:::"),
        ("[a](https://example.org/)", "a"),
        ("[a](https://example.org/)", "[a](https://example.org/b)"),
        ("[a](https://example.org/) b", "[a b](https://example.org/)"),
        ("a [k]", "a"),
        ("a [k] b", "a b [k]"),
        ("in effect", "in*effect*"),
    ],
)
def test_structure_counts(one, other):
    assert forms(one) != forms(other)
