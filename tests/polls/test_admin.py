import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.admin.sites import site
from django.utils.html import escape

from desk.form_fields import LinesField
from polls import counting, lifecycle
from polls.admin import PollAdmin, disclosure_risk
from polls.exports import Format
from polls.form_fields import ArticleField
from polls.models import Box, BoxKey, Choice, ExportLog, Kind, Mark, Poll, SealedBallot, Wording
from tests.machinery.visitor import words_of
from tests.moments import in_days, in_words, iso_day

from . import factories

NEW_POLL = {
    "question": "Is this made up?",
    "choices": "Yes\nNo",
    "slug": "made-up",
    "is_sensitive": "on",
    "most_answers": 1,
    "count_minimum": 10,
    "count_interval_days": 7,
    "refuses_alike": "on",
    "sample_statement": "Readers who chose to answer.",
    "notices": "how-this-poll-works\npoll-privacy",
}
SETTINGS = {name: value for name, value in NEW_POLL.items() if name not in {"question", "choices"}}


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def page(poll):
    return f"/admin/polls/poll/{poll.pk}/change/"


def act(poll, name):
    return f"/admin/polls/poll/{poll.pk}/do/{name}/"


def test_the_list_shows_the_figures(desk, poll):
    factories.cast(poll, 1)
    text = desk.get("/admin/polls/poll/").text
    assert poll.question in text
    assert "3,980" in text


def test_a_poll_shows_its_figures_its_ledger_and_what_its_settings_are_for(desk, poll):
    text = desk.get(page(poll)).text
    for words in (
        "Waiting, sealed",
        "Votes counted here, over time",
        "Ledger",
        "What each setting protects against",
        "3,979",
    ):
        assert words in text


@pytest.mark.parametrize("model", [Mark, SealedBallot, BoxKey])
def test_marks_ballots_and_keys_are_not_at_the_desk(model):
    assert not site.is_registered(model)


@pytest.mark.parametrize("path", ["count", "exportlog"])
def test_ledger_and_exports_can_only_be_read(desk, poll, path):
    entry = poll.ledger.get()
    assert desk.get(f"/admin/polls/{path}/").status_code == 200
    assert desk.get(f"/admin/polls/{path}/add/").status_code == 403
    if path == "count":
        assert "_save" not in desk.get(f"/admin/polls/count/{entry.pk}/change/").text
        assert desk.post(f"/admin/polls/count/{entry.pk}/delete/", {"post": "yes"}).status_code == 403


def test_an_export_is_listed_in_words_and_its_page_has_the_hash(desk):
    what = {"polls": {"made-up": "f" * 64}, "format": "csv", "by": "month", "from": iso_day(-300), "to": iso_day(-270)}
    log = ExportLog.objects.create(name="made-up", reason="A test.", what=what)
    listed = desk.get("/admin/polls/exportlog/").text
    assert 'field-polls">made-up<' in listed
    assert f'field-shape">CSV, month, {in_words(in_days(-300))} – {in_words(in_days(-270))}<' in listed
    assert "f" * 64 not in listed
    assert f"made-up: {'f' * 64}" in desk.get(f"/admin/polls/exportlog/{log.pk}/change/").text


def test_a_poll_is_written_as_a_draft_and_its_writer_is_led_to_it(desk, administrator):
    response = desk.post("/admin/polls/poll/add/", NEW_POLL, follow=True)
    poll = Poll.objects.get()
    assert response.redirect_chain == [(page(poll), 302)]
    assert (poll.is_draft, poll.written_by, poll.question) == (True, administrator, "Is this made up?")
    assert (poll.ledger.count(), poll.box_keys.count()) == (0, 0)
    assert poll.notices == ["how-this-poll-works", "poll-privacy"]


def test_the_question_and_the_answers_stand_first_and_the_rules_are_folded_at_the_end(desk, poll):
    for text in (desk.get("/admin/polls/poll/add/").text, desk.get(page(factories.make_draft())).text):
        places = [text.index(f"field-{name}") for name in ("question", "choices", "slug", "count_minimum")]
        assert places == sorted(places)
    text = desk.get("/admin/polls/poll/add/").text
    folded = text.index("<details><summary>")
    assert text.index("field-article_slug") < folded < text.index("field-is_sensitive") < text.index("poll-rules")
    assert text.index('class="poll-desk poll-rules"') < text.index("whoever casts all other ballots")


def written(administrator, **parts):
    return factories.make_draft(by=administrator, **parts)


def test_its_writer_changes_every_word_of_a_draft(desk, administrator):
    draft = written(administrator)
    text = desk.get(page(draft)).text
    assert "Yes, now\nYes, before\nNo, never\nPrefer not to say</textarea>" in text
    desk.post(page(draft), {**NEW_POLL, "choices": "Perhaps\nNever", "slug": "other", "count_minimum": 30})
    draft = Poll.objects.get()
    assert (draft.question, draft.slug, draft.count_minimum) == ("Is this made up?", "other", 30)
    assert [(choice.code, choice.label) for choice in draft.ballot_paper] == [(1, "Perhaps"), (2, "Never")]
    assert draft.wording.labels == {"1": "Perhaps", "2": "Never"}
    assert "Perhaps\nNever</textarea>" in desk.get(page(draft)).text


def test_a_second_person_reads_a_draft_and_changes_nothing(desk):
    draft = factories.make_draft(by=factories.make_person("add_poll"))
    text = desk.get(page(draft)).text
    assert "<div>Yes, before</div>" in text
    assert 'name="question"' not in text
    assert desk.post(page(draft), NEW_POLL).status_code == 403


def open_draft(desk, draft, **fields):
    """Both steps: what the page shows, and its confirmation."""
    seen = re.search(r'name="seen" value="(\w+)"', desk.get(act(draft, "open")).text)[1]
    asked = desk.post(act(draft, "open"), {"seen": seen, **fields})
    assert "This cannot be taken back" in asked.text or asked.context["form"].errors
    return desk.post(act(draft, "open"), {"seen": seen, "is_confirmed": "yes", **fields}, follow=True)


def test_a_second_person_opens_a_draft(desk, administrator, client):
    draft = factories.make_draft(by=factories.make_person("add_poll"))
    assert "This poll is open." in open_draft(desk, draft).text
    poll = Poll.objects.get()
    assert (poll.is_open(), poll.opening, poll.opened_by) == (True, "second person", administrator)
    client.logout()
    assert "A second person looked at this poll before it opened." in client.get(poll.get_absolute_url()).text


def test_a_sole_administrator_opens_a_draft_with_a_reason_that_is_public(desk, administrator, client):
    draft = written(administrator)
    assert "This field is required." in open_draft(desk, draft).text
    assert Poll.objects.get().is_draft
    open_draft(desk, draft, own_reason="Nobody else works here.")
    client.logout()
    text = words_of(client.get(f"/polls/{draft.slug}/").text)
    assert "Opened by the person who wrote it, without a second person. Reason: Nobody else works here." in text


def test_who_opens_a_draft_reads_all_of_it_first(desk):
    draft = factories.make_draft(by=factories.make_person("add_poll"), notices=["poll-privacy"], count_minimum=31)
    first = desk.get(act(draft, "open"))
    for shown in (first, desk.post(act(draft, "open"), {"seen": lifecycle.fingerprint(draft)})):
        for words in (draft.question, "No, never", draft.sample_statement, "<dd>poll-privacy</dd>", "<dd>31</dd>"):
            assert words in shown.text


def test_a_draft_that_changed_since_it_was_looked_at_is_not_opened(desk):
    writer = factories.make_person("add_poll")
    draft = factories.make_draft(by=writer)
    seen = re.search(r'name="seen" value="(\w+)"', desk.get(act(draft, "open")).text)[1]
    lifecycle.save_draft(draft, question="Another?", choices=factories.CHOICES, by=writer)
    text = desk.post(act(draft, "open"), {"seen": seen, "is_confirmed": "yes"}).text
    assert "was changed since you opened this page" in text
    assert Poll.objects.get().is_draft


def test_who_may_only_write_does_not_open(client, db):
    writer = factories.make_person("add_poll", "view_poll")
    client.force_login(writer)
    draft = factories.make_draft(by=writer)
    assert act(draft, "open") not in client.get(page(draft)).text
    assert client.get(act(draft, "open")).status_code == 403


def test_a_draft_is_discarded_and_a_poll_that_was_opened_is_not(desk, administrator, poll):
    draft = written(administrator)
    assert "/delete/" in desk.get(page(draft)).text
    assert "/delete/" not in desk.get(page(poll)).text
    desk.post(f"/admin/polls/poll/{draft.pk}/delete/", {"post": "yes"})
    assert list(Poll.objects.all()) == [poll]
    assert Wording.objects.exclude(poll=poll).count() == Choice.objects.exclude(poll=poll).count() == 0


@pytest.mark.parametrize("name", ["export", "count", "correct", "reword", "close", "successor"])
def test_a_draft_has_no_action_but_its_opening(desk, administrator, name):
    draft = written(administrator)
    assert act(draft, name) not in desk.get(page(draft)).text
    assert desk.get(act(draft, name)).status_code == 302


def test_a_poll_is_opened_once(desk, poll):
    assert act(poll, "open") not in desk.get(page(poll)).text
    assert desk.get(act(poll, "open")).status_code == 302


def test_a_draft_that_was_opened_meanwhile_is_not_overwritten(desk, administrator):
    draft = written(administrator)
    before = PollAdmin.save_model

    def opened_first(self, request, obj, form, change):
        factories.open_up(draft)
        before(self, request, obj, form, change)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PollAdmin, "save_model", opened_first)
        response = desk.post(page(draft), NEW_POLL, follow=True)
    assert "was opened meanwhile" in response.text
    assert Poll.objects.get().question == draft.question


def test_a_form_of_a_draft_changes_nothing_of_the_poll_that_was_opened_meanwhile(desk, administrator):
    draft = written(administrator)
    factories.open_up(draft)
    response = desk.post(page(draft), {**NEW_POLL, "count_minimum": 30}, follow=True)
    assert "was opened meanwhile" in response.text
    assert (Poll.objects.get().question, Poll.objects.get().count_minimum) == (draft.question, 10)


def test_the_list_shows_drafts_first(desk, administrator, poll):
    draft = written(administrator)
    text = desk.get("/admin/polls/poll/").text
    assert text.index(draft.question) < text.index(poll.question)
    assert 'field-state_now">draft<' in text
    assert 'field-total">–<' in text


def test_the_article_is_chosen_from_the_public_pages(desk, poll, monkeypatch):
    monkeypatch.setattr(ArticleField, "offered", staticmethod(lambda: [("made-up-page", "A made-up page")]))
    assert '<option value="made-up-page">A made-up page</option>' in desk.get(page(poll)).text
    desk.post(page(poll), {**SETTINGS, "article_slug": "made-up-page"})
    assert Poll.objects.get().article_slug == "made-up-page"
    assert "Select a valid choice" in desk.post(page(poll), {**SETTINGS, "article_slug": "nowhere"}).text


def test_an_article_that_is_not_public_any_more_stays_chosen(desk, db):
    poll = factories.make_poll(article_slug="gone")
    assert '<option value="gone" selected>gone: no public page</option>' in desk.get(page(poll)).text
    desk.post(page(poll), {**SETTINGS, "article_slug": "gone"})
    assert Poll.objects.get().article_slug == "gone"


def test_the_form_of_a_new_poll_proposes_what_every_poll_needs(desk):
    text = desk.get("/admin/polls/poll/add/").text
    assert "how-this-poll-works\npoll-privacy</textarea>" in text
    assert "nobody checks their answers" in text
    assert "django-admin-prepopulated-fields-constants" in text


@pytest.mark.parametrize(
    "change",
    [
        {"choices": "Only one"},
        {"choices": "\n".join("1234567890")},
        {"count_minimum": 9},
        {"slug": "no slug"},
        {"question": ""},
        {"question": "\u200b?"},
        {"choices": "Yes\nYes"},
        {"choices": "Yes\nyes\u200b"},
        {"choices": "Yes\n\u200b"},
    ],
    ids=ascii,
)
def test_refuses_to_write_what_is_no_poll(desk, change):
    response = desk.post("/admin/polls/poll/add/", {**NEW_POLL, **change})
    assert (response.status_code, Poll.objects.count()) == (200, 0)


def test_refuses_to_open_a_poll_where_the_ledger_is_not_signed(desk, settings, administrator):
    folder = settings.POLL_KEY_DIR / "signing"
    folder.mkdir(parents=True)
    (folder / f"{'0' * 64}.pub").touch()
    response = open_draft(desk, written(administrator), own_reason="A test.")
    assert "kept on another machine: do this there" in response.text
    assert Poll.objects.get().is_draft
    assert list(settings.POLL_KEY_DIR.glob("box/*.key")) == []


def test_settings_can_be_made_stricter(desk, poll):
    desk.post(page(poll), {**SETTINGS, "count_minimum": 25, "first_count_waits": "on"})
    poll.refresh_from_db()
    assert (poll.count_minimum, poll.first_count_waits) == (25, True)


def test_settings_cannot_go_below_the_floors(desk, poll):
    response = desk.post(page(poll), {**SETTINGS, "count_minimum": 9})
    assert "Its settings can only be stricter." in response.text


def test_refuses_a_notice_that_no_database_can_hold(desk, poll):
    response = desk.post(page(poll), {**SETTINGS, "notices": "made\0up"})
    assert "Null characters are not allowed." in response.text


@pytest.mark.parametrize(("text", "is_changed"), [("a\r\nb\r\n", False), ("a", True)])
def test_knows_whether_the_notices_were_changed(text, is_changed):
    assert LinesField(required=False).has_changed(["a", "b"], text) is is_changed


def test_fixed_parts_stay_fixed(desk, poll):
    desk.post(page(poll), {**SETTINGS, "slug": "another", "is_sensitive": ""})
    assert (Poll.objects.get().slug, Poll.objects.get().is_sensitive) == (poll.slug, True)


def test_no_poll_can_be_deleted(desk, poll):
    assert desk.post(f"/admin/polls/poll/{poll.pk}/delete/", {"post": "yes"}).status_code == 403


def test_counts_what_is_due(desk, poll):
    factories.cast_many(poll, {1: 5, 2: 5})
    response = desk.post(act(poll, "count"), {"box": "main"}, follow=True)
    assert "10 votes were counted, as entry 1 of the ledger." in response.text


def test_says_why_it_does_not_count(desk, poll):
    factories.cast(poll, 1)
    response = desk.post(act(poll, "count"), {"box": "main"})
    assert "A count needs 10." in response.text
    assert poll.ledger.count() == 1


def test_says_that_too_many_ballots_are_alike(desk, poll):
    factories.cast_many(poll, {1: 10})
    response = desk.post(act(poll, "count"), {"box": "main"})
    assert "More than 90% of the waiting ballots say the same. The count waits for others." in response.text


def test_closes(desk, poll):
    response = desk.post(act(poll, "close"), {"is_confirmed": "yes"}, follow=True)
    assert not Poll.objects.get().is_open()
    assert "This poll is closed. No ballot was waiting." in response.text


def test_closing_asks_first(desk, poll):
    response = desk.post(act(poll, "close"), {})
    assert "This cannot be taken back" in response.text
    assert Poll.objects.get().is_open()


def test_closing_counts_what_waits(desk, poll):
    factories.cast_many(poll, {1: 2})
    response = desk.post(act(poll, "close"), {"is_confirmed": "yes"}, follow=True)
    assert "Entry 1 of the ledger holds its last 2 votes." in response.text


def test_closing_counts_the_held_votes_too_so_that_somebody_can_decide(desk, poll):
    factories.cast_many(poll, {1: 4}, box=Box.HELD)
    response = desk.post(act(poll, "close"), {"is_confirmed": "yes"}, follow=True)
    assert "4 held votes were counted as well: decide on them." in response.text
    assert "Decide on held votes" in response.text


def test_says_what_too_few_held_votes_wait_for(desk, poll):
    factories.cast_many(poll, {1: 4}, box=Box.HELD)
    assert "opened together when there are at least 10" in desk.get(page(poll)).text
    assert "Held votes are counted first" in desk.get(act(poll, "decide"), follow=True).text


@pytest.mark.parametrize(("day", "closes_at"), [("2126-01-31", "2126-02-01 00:00:00+00:00"), ("", "None")])
def test_sets_the_last_day(desk, poll, day, closes_at):
    desk.post(act(poll, "last-day"), {"day": day})
    assert str(Poll.objects.get().closes_at) == closes_at


SUCCESSOR = {"question": "What now?", "choices": "This\nThat", "slug": "what-now", "reason": "It means something else."}


def test_a_successor_is_written_as_a_draft_and_closes_the_poll_when_it_opens(desk, poll):
    factories.cast(poll, 1)
    text = desk.post(act(poll, "successor"), SUCCESSOR, follow=True).text
    successor = Poll.objects.get(slug="what-now")
    assert (Poll.objects.get(pk=poll.pk).is_open(), successor.is_draft) == (True, True)
    assert f"It is to follow “{poll.question}”, which closes then." in text
    assert 'name="opens_on"' not in desk.get(act(successor, "open")).text
    text = open_draft(desk, successor, own_reason="A test.").text
    closed = Poll.objects.get(pk=poll.pk)
    assert (closed.successor, closed.is_open()) == (successor, False)
    assert "This poll is open. Of the poll before: This poll is closed. Entry 1 of the ledger holds its last" in text


def test_why_a_successor_follows_can_be_written_anew(desk, administrator, poll):
    successor = lifecycle.draft_successor(poll, by=administrator, **SUCCESSOR | {"choices": [(1, "This"), (2, "That")]})
    assert 'value="It means something else."' in desk.get(page(successor)).text
    desk.post(page(successor), {**NEW_POLL, "reason": "It asks for another thing."})
    assert Poll.objects.get(pk=successor.pk).opening_reason == "It asks for another thing."


def test_refuses_a_successor_with_a_name_that_is_taken(desk, poll):
    response = desk.post(act(poll, "successor"), {**SUCCESSOR, "slug": poll.slug})
    assert "already exists" in response.text
    assert Poll.objects.get().is_open()


def test_both_polls_lead_to_each_other(desk, poll):
    successor = factories.open_up(
        lifecycle.draft_successor(poll, **SUCCESSOR | {"choices": [(1, "This"), (2, "That")]})
    )
    assert page(poll) in desk.get(page(successor)).text
    assert page(successor) in desk.get(page(poll)).text


def test_every_setting_stands_beside_what_it_protects_against(desk, poll):
    text = desk.get(page(poll)).text
    for rule in disclosure_risk.RULES:
        assert escape(str(rule.leaves_open)) in text
    assert "in a simulation" in text


def test_a_poll_can_open_on_a_later_day(desk, administrator):
    text = open_draft(desk, written(administrator), own_reason="A test.", opens_on=iso_day(900)).text
    poll = Poll.objects.get()
    assert (str(poll.opens_at), poll.is_visible()) == (f"{iso_day(900)} 00:00:00+00:00", False)
    assert f"This poll opens on {in_words(in_days(900))} (UTC)." in text


@pytest.mark.parametrize(("day", "words"), [(iso_day(-2), "This day has passed."), ("9999-12-31", "two hundred years")])
def test_refuses_to_open_on_a_day_that_cannot_be(desk, administrator, day, words):
    assert words in open_draft(desk, written(administrator), own_reason="A test.", opens_on=day).text
    assert Poll.objects.get().is_draft


@pytest.mark.parametrize(("decision", "kind"), [("accept", Kind.HELD_ACCEPTED), ("reject", Kind.HELD_REJECTED)])
def test_decides_on_held_votes(desk, poll, decision, kind):
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    held = counting.count(poll, box=Box.HELD)
    assert "Held votes wait for your decision" in desk.get(page(poll)).text
    desk.post(act(poll, "decide"), {"entry": held.sequence, "decision": decision, "reason": "A school."})
    assert poll.ledger.last().kind == kind


def test_a_decision_without_a_reason_keeps_what_was_typed(desk, poll):
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    held = counting.count(poll, box=Box.HELD)
    response = desk.post(act(poll, "decide"), {"entry": held.sequence, "decision": "reject", "reason": ""})
    assert 'value="reject"' in response.text.partition("checked")[0].rpartition("<input")[2]
    assert poll.ledger.last() == held


CORRECTION = {f"votes_{code}": 0 for code in (1, 2, 3, 4)} | {"unknown": 79, "reason": "Made up."}


def test_corrects(desk, poll):
    desk.post(act(poll, "correct"), {**CORRECTION, "is_confirmed": "yes"})
    assert (poll.ledger.last().kind, poll.ledger.last().number) == (Kind.CORRECTION, 79)


def test_what_a_correction_changes_is_shown_before_it_is_recorded(desk, poll):
    text = desk.post(act(poll, "correct"), CORRECTION).text
    assert "This cannot be taken back" in text
    assert text.count("0 now, 79 afterwards") == 2
    assert poll.ledger.count() == 1


def test_a_correction_that_is_refused_is_not_asked_about(desk, poll):
    text = desk.post(act(poll, "correct"), {**CORRECTION, "unknown": -9}).text
    assert "more votes than were counted here" in text
    assert "This cannot be taken back" not in text


def test_an_analyst_is_told_who_decides(client, analyst, poll):
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    counting.count(poll, box=Box.HELD)
    client.force_login(analyst)
    text = client.get(page(poll)).text
    assert "An administrator decides on them." in text
    assert act(poll, "decide") not in text


def test_mends_a_typing_error(desk, poll):
    fields = {f"label_{code}": label for code, label in factories.CHOICES} | {
        "question": "Mended?",
        "reason": "A letter.",
        "means_the_same": "on",
    }
    desk.post(act(poll, "reword"), fields)
    assert Poll.objects.get().question == "Mended?"


def test_adds_and_hides_choices(desk, poll):
    desk.post(act(poll, "add-choice"), {"label": "Another", "reason": "Readers asked."})
    desk.post(act(poll, "hide-choice"), {"code": 2, "reason": "Made up."})
    assert [choice.code for choice in Poll.objects.get().ballot_paper] == [1, 3, 4, 5]


@pytest.mark.parametrize("file_format", Format.values)
def test_exports_with_a_reason_which_is_logged(desk, poll, administrator, file_format):
    fields = {"format": file_format, "by": "total", "reason": "A report."}
    response = desk.post(act(poll, "export"), fields)
    assert response["Content-Disposition"] == f'attachment; filename="{poll.slug}-by-total.{file_format}"'
    assert response.getvalue()
    assert (ExportLog.objects.get().exported_by, ExportLog.objects.get().reason) == (administrator, "A report.")


def test_format_and_period_of_an_export_are_chosen_already(desk, poll):
    checked = re.findall(
        r'<input type="radio" name="(\w+)" value="(\w+)"[^>]* checked', desk.get(act(poll, "export")).text
    )
    assert checked == [("format", "csv"), ("by", "total")]


def test_refuses_an_export_without_a_reason(desk, poll):
    response = desk.post(act(poll, "export"), {"format": "csv", "by": "total", "reason": ""})
    assert "This field is required." in response.text
    assert not ExportLog.objects.exists()


def test_refuses_an_export_of_totals_with_dates(desk, poll):
    fields = {"format": "csv", "by": "total", "reason": "A report.", "first": iso_day(0)}
    assert "Totals take no dates" in desk.post(act(poll, "export"), fields).text


def test_what_was_done_is_in_the_history(desk, poll):
    desk.post(act(poll, "close"), {"is_confirmed": "yes"})
    message = "Close the poll. This poll is closed. No ballot was waiting."
    assert LogEntry.objects.get().change_message == message


def test_there_is_no_other_action(desk, poll):
    assert desk.get(act(poll, "made-up")).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["export", "count", "correct", "reword", "add-choice", "hide-choice", "last-day", "close", "successor"],
)
def test_every_action_has_a_page(desk, poll, name):
    assert desk.get(act(poll, name)).status_code == 200


@pytest.mark.parametrize(
    "name", ["decide", "correct", "last-day", "close", "successor", "reword", "add-choice", "hide-choice"]
)
def test_an_analyst_changes_no_poll(client, analyst, poll, name):
    client.force_login(analyst)
    assert client.post(act(poll, name), {}).status_code == 403
    assert act(poll, name) not in client.get(page(poll)).text


def test_an_analyst_exports(client, analyst, poll):
    client.force_login(analyst)
    assert act(poll, "export") in client.get(page(poll)).text
    assert client.get(act(poll, "export")).status_code == 200


@pytest.mark.parametrize("name", ["export", "count", "decide"])
def test_a_stranger_does_nothing(client, stranger, poll, name):
    client.force_login(stranger)
    assert client.get(act(poll, name)).status_code == 403


def test_a_visitor_is_asked_to_log_in(client, poll):
    assert client.get(act(poll, "export")).status_code == 302
