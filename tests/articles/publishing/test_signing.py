"""A clinician's signature, from the hand to the public page. All names and roles are made up."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction

from articles import checks, publishing
from articles.documents import blank, freeze
from articles.models import Article, Signature, SignatureVoid
from articles.signatures.standing import covering, standings

from ..factories import NOW, change, make_article, make_edition, make_person, make_section

DOSE = "Some take 20 mg. [study]"
WORDS = {"name": "R. Viewer", "role": "made-up nurse"}


@pytest.fixture
def in_review(author, notices):
    article = make_article(by=author, owner=author, sections=[make_section("Treatment", DOSE)])
    publishing.submit(article, by=author, at=NOW)
    return article


def sign(article, by, *, at=NOW, **fields):
    expected = article.versions.order_by("-number").first().number
    return publishing.sign(article, by=by, at=at, **WORDS | {"expected": expected} | fields)


def resubmit(article, author, body):
    change(article, by=author, sections=[make_section("Treatment", body)])
    publishing.submit(article, by=author, at=NOW)


def voids(article):
    return [void.reasons for void in SignatureVoid.objects.current().filter(version__article=article)]


def test_a_signature_belongs_to_the_text_that_was_signed(in_review, reviewer):
    signature = sign(in_review, reviewer)
    assert (signature.version, signature.by, signature.role) == (in_review.versions.get(), reviewer, "made-up nurse")


def test_a_signature_stands_in_the_history(in_review, reviewer):
    sign(in_review, reviewer)
    assert (in_review.moves.first().verb, in_review.moves.first().note) == ("signed", "version 1, as made-up nurse")


def test_a_changed_dose_voids_it_and_says_so(in_review, author, reviewer):
    sign(in_review, reviewer)
    resubmit(in_review, author, DOSE.replace("20", "40"))
    assert voids(in_review) == [["“20” → “40” in “Treatment”"]]
    note = in_review.moves.get(verb="voided a signature").note
    assert note == "of R. Viewer: “20” → “40” in “Treatment”"


def test_another_writing_does_not_void_it(in_review, author, reviewer):
    signature = sign(in_review, reviewer)
    resubmit(in_review, author, DOSE.replace("20 mg", "**20 milligrams**"))
    assert voids(in_review) == []
    assert covering(in_review, in_review.versions.last().document) == signature


@pytest.mark.parametrize(("dose", "is_covered"), [("20", True), ("40", False)], ids=["as signed", "changed"])
def test_the_checks_of_a_typed_text_know_the_signature(in_review, reviewer, dose, is_covered):
    signature = sign(in_review, reviewer)
    body = DOSE.replace("20 mg", f"{dose}mg")
    typed = freeze(in_review) | {"sections": [{"heading": "Treatment", "aspect": "overview", "body": body}]}
    context = checks.context_for(in_review, typed, at=NOW)
    assert context.signature == (signature if is_covered else None)
    findings = {found.check for found in checks.review(typed, context)}
    assert ("reviewed-by-a-clinician" not in findings) is is_covered


def test_the_checks_of_a_page_that_was_never_saved_know_none(notices):
    assert checks.context_for(None, blank(), at=NOW).signature is None
    assert checks.context_for(Article(), blank(), at=NOW).signature is None


def test_the_history_tells_once_that_it_was_voided(in_review, author, reviewer):
    sign(in_review, reviewer)
    for dose in ("40", "60"):
        resubmit(in_review, author, DOSE.replace("20", dose))
    assert in_review.moves.filter(verb="voided a signature").count() == 1
    assert voids(in_review) == [["“20” → “60” in “Treatment”"]]


def test_it_holds_again_for_the_text_that_was_signed(in_review, author, reviewer):
    signature = sign(in_review, reviewer)
    resubmit(in_review, author, DOSE.replace("20", "40"))
    resubmit(in_review, author, DOSE)
    assert covering(in_review, in_review.versions.last().document) == signature
    assert voids(in_review) == []


@pytest.mark.parametrize("body", [DOSE, "Some take 20mg. [study]", "Some do. [study]", "Some take  20 mg. [study]"])
def test_what_the_desk_lists_is_what_the_comparison_says(in_review, author, reviewer, body):
    sign(in_review, reviewer)
    resubmit(in_review, author, body + "\n")
    is_covered = covering(in_review, in_review.versions.last().document) is not None
    assert bool(voids(in_review)) is not is_covered


def test_a_later_signature_replaces_the_one_before(in_review, author, reviewer):
    sign(in_review, reviewer)
    resubmit(in_review, author, DOSE.replace("20", "40"))
    second = sign(in_review, reviewer)
    assert [one.signature for one in standings(in_review, in_review.versions.last().document)] == [second]
    assert voids(in_review) == []


def test_an_edition_names_the_signature_that_covers_it(in_review, reviewer, publisher):
    sign(in_review, reviewer)
    publishing.approve(in_review, by=reviewer, at=NOW)
    edition = publishing.publish(in_review, by=publisher, change_class="new page", change_note="Made up.", at=NOW)
    assert edition.checks["signature"] == {
        "name": "R. Viewer", "role": "made-up nurse", "signed_on": NOW.date().isoformat(), "version": 1,
    }  # fmt: skip
    assert "reviewed-by-a-clinician" not in {finding["check"] for finding in edition.checks["found"]}


def test_an_edition_without_one_says_so(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    assert edition.checks["signature"] is None
    assert "reviewed-by-a-clinician" in {finding["check"] for finding in edition.checks["found"]}


def test_a_published_text_can_be_reopened_signed_and_published_again(draft, author, reviewer, publisher):
    make_edition(draft, by=publisher, second=reviewer)
    publishing.reopen(draft, by=author, at=NOW)
    publishing.submit(draft, by=author, at=NOW)
    sign(draft, reviewer)
    publishing.approve(draft, by=reviewer, at=NOW)
    edition = publishing.publish(draft, by=publisher, change_class="rewording", change_note="Signed.", at=NOW)
    assert (edition.number, edition.version.number, edition.checks["signature"]["name"]) == (2, 1, "R. Viewer")


@pytest.mark.parametrize("role", ["author", "publisher", "analyst"])
def test_only_a_clinical_reviewer_signs(request, in_review, role):
    with pytest.raises(publishing.Refused, match="clinical reviewer"):
        sign(in_review, request.getfixturevalue(role))


@pytest.mark.parametrize("fields", [{"name": " "}, {"role": ""}], ids=["no name", "no role"])
def test_refuses_a_signature_that_does_not_say_whose_it_is(in_review, reviewer, fields):
    with pytest.raises(publishing.Refused, match="your name and your role"):
        sign(in_review, reviewer, **fields)


def test_refuses_to_sign_what_was_changed_while_it_was_read(in_review, author, reviewer):
    resubmit(in_review, author, "Other words. [study]")
    with pytest.raises(publishing.Refused, match="while you read it"):
        sign(in_review, reviewer, expected=1)


def test_refuses_a_draft(draft, reviewer):
    with pytest.raises(publishing.Refused, match="in review"):
        sign(draft, reviewer)


def test_nobody_signs_their_own_text(notices):
    both = make_person("both", "Author", "Reviewer")
    article = make_article(by=both, owner=both)
    publishing.submit(article, by=both, at=NOW)
    with pytest.raises(publishing.Refused, match="wrote themselves"):
        sign(article, both)


def test_nobody_signs_a_text_that_somebody_else_saved_last(in_review, author, publisher):
    change(in_review, by=publisher, title="Another title", at=NOW)
    publishing.submit(in_review, by=publisher, at=NOW)
    author.groups.add(Group.objects.get(name="Reviewer"))
    in_review.owner = None
    with pytest.raises(publishing.Refused, match="wrote themselves"):
        sign(in_review, User.objects.get(pk=author.pk))


def test_refuses_a_second_signature_under_the_same_text(in_review, reviewer):
    sign(in_review, reviewer)
    with pytest.raises(publishing.Refused, match="already"):
        sign(in_review, reviewer, at=NOW + timedelta(hours=1))


@pytest.mark.parametrize("change_it", ["update", "delete"])
def test_the_database_refuses_to_change_a_signature(in_review, reviewer, change_it):
    sign(in_review, reviewer)
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        Signature.objects.update(role="professor") if change_it == "update" else Signature.objects.all().delete()
