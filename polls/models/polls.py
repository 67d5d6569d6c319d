"""Store polls with their rules of counting, the wordings that people voted on, and the choices."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import FOR_GOOD, About, DataDescription

SENSITIVE_MINIMUM = 10  # Ballots in a batch. The notice "Your privacy in this poll" promises this number.
SENSITIVE_INTERVAL_DAYS = 7
HIGHEST_CODE = 9  # Every code is one digit, so that the length of a request does not reveal the choice.


class State(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class PollQuerySet(models.QuerySet["Poll"]):
    def visible(self, *, at: datetime | None = None) -> PollQuerySet:
        """Polls that have opened, including closed ones."""
        return self.filter(opens_at__lte=at or timezone.now())

    def open(self, *, at: datetime | None = None) -> PollQuerySet:
        at = at or timezone.now()
        return self.visible(at=at).filter(Q(closes_at=None) | Q(closes_at__gt=at))

    def closed(self, *, at: datetime | None = None) -> PollQuerySet:
        return self.filter(closes_at__lte=at or timezone.now())

    def followed_by(self, poll: Poll) -> PollQuerySet:
        """The predecessors of this poll, with their wordings prefetched."""
        return self.filter(successor=poll).prefetch_related("wordings")


class Poll(models.Model):
    """A question with its rules of counting, made by `lifecycle.create_poll`. Its votes are in the ledger (`Count`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("short name"), unique=True, max_length=80)
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    question_source = models.CharField(_("source of the question"), max_length=200, blank=True)
    choices_note = models.TextField(
        _("note on the choices"), blank=True, help_text=_("Shown with the results: where the choices come from.")
    )
    is_sensitive = models.BooleanField(_("sensitive"), default=True)
    count_minimum = models.PositiveSmallIntegerField(
        _("smallest batch"),
        default=SENSITIVE_MINIMUM,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
        help_text=_("A count waits for this many ballots."),
    )
    count_interval_days = models.PositiveSmallIntegerField(
        _("days between counts"),
        default=SENSITIVE_INTERVAL_DAYS,
        validators=[MaxValueValidator(366)],
        help_text=_("A count waits until more than this many days have passed since the one before."),
    )
    refuses_alike = models.BooleanField(
        _("90% rule"), default=True, help_text=_("A count waits while one answer has more than 90% of the batch.")
    )
    first_count_waits = models.BooleanField(
        _("first count waits"),
        default=False,
        help_text=_("The first count waits for the interval too, reckoned from the opening."),
    )
    most_answers = models.PositiveSmallIntegerField(
        _("answers on a ballot, at most"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(HIGHEST_CODE)],
        help_text=_("With more than one, shares are of ballots and need not add up to 100. Fixed once it has opened."),
    )
    sample_statement = models.TextField(_("sample statement"), help_text=_("Stands next to every figure."))
    notices = models.JSONField(
        _("notices"), default=list, blank=True, help_text=_("Slugs of the notices that the poll's pages link.")
    )
    article_slug = models.SlugField(_("article"), max_length=80, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    objects = PollQuerySet.as_manager()

    data_description = DataDescription(
        About.NOBODY, _("The polls, when each opens and closes, and its rules of counting."), FOR_GOOD
    )

    class Meta:
        ordering = ["-opens_at", "slug"]
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        permissions = [
            ("count_ballots", "Can count ballots that are due"),
            ("export_counts", "Can export counts"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gte=F("opens_at")), name="poll_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(count_minimum__gte=1), name="poll_counts_one_ballot_or_more"),
            models.CheckConstraint(
                condition=Q(most_answers__gte=1, most_answers__lte=HIGHEST_CODE), name="ballot_has_an_answer_or_more"
            ),
            models.CheckConstraint(
                condition=Q(is_sensitive=False)
                | Q(
                    count_minimum__gte=SENSITIVE_MINIMUM,
                    count_interval_days__gte=SENSITIVE_INTERVAL_DAYS,
                    refuses_alike=True,
                ),
                name="sensitive_poll_keeps_its_floors",
                violation_error_message=format_lazy(
                    _(
                        # "90%%" is shown as "90%": Django formats this message with the name of the constraint.
                        "A sensitive poll counts {minimum} ballots or more, at most every {days} days, under the 90%% "
                        "rule. Its settings can only be stricter."
                    ),
                    minimum=SENSITIVE_MINIMUM,
                    days=SENSITIVE_INTERVAL_DAYS,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("polls:detail", args=[self.slug])

    def is_visible(self, *, at: datetime | None = None) -> bool:
        return self.opens_at <= (at or timezone.now())

    def is_open(self, *, at: datetime | None = None) -> bool:
        at = at or timezone.now()
        return self.is_visible(at=at) and (self.closes_at is None or self.closes_at > at)

    def state(self, *, at: datetime | None = None) -> State:
        """A poll that has not opened yet counts as closed."""
        return State.OPEN if self.is_open(at=at) else State.CLOSED

    @property
    def wording(self) -> Wording:
        """The newest version. One query, or none where the wordings are prefetched."""
        return max(self.wordings.all(), key=lambda wording: wording.version)

    @property
    def question(self) -> str:
        return self.wording.question

    @property
    def opening_reason(self) -> str:
        """Why this poll follows another one; empty for a poll without a predecessor."""
        return min(self.wordings.all(), key=lambda wording: wording.version).reason

    @property
    def last_day(self) -> date | None:
        """The UTC day on which the poll closed or will close; None where no end is set."""
        return self.closes_at and (self.closes_at - timedelta(microseconds=1)).astimezone(UTC).date()

    @property
    def ballot_paper(self) -> list[Choice]:
        """The choices that voters are offered, by position. One query, or none where the choices are prefetched."""
        return [choice for choice in self.choices.all() if not choice.is_hidden]

    @property
    def allows_several(self) -> bool:
        """Whether a ballot may have more than one answer."""
        return self.most_answers > 1

    @property
    def most_on_paper(self) -> int:
        """How many of the answers on offer a ballot may have."""
        return min(self.most_answers, len(self.ballot_paper))

    def first_count_day(self) -> date:
        """The first UTC day on which the rules allow the first count."""
        opened = self.opens_at.date()
        return self.day_after_interval(opened) if self.first_count_waits else opened

    def day_after_interval(self, day: date) -> date:
        """The first UTC day on which more than the interval has passed since every hour of `day`."""
        return day + timedelta(days=self.count_interval_days + 1) if self.count_interval_days else day


class Wording(models.Model):
    """One version of the question and all labels, the UTC day from which it is in use, and why it changed."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="wordings", verbose_name=_("poll"))
    version = models.PositiveSmallIntegerField(_("version"))
    question = models.CharField(_("question"), max_length=300)
    labels = models.JSONField(_("labels"), help_text=_('Label by code, such as {"1": "Yes"}.'))
    from_day = models.DateField(_("from"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    data_description = DataDescription(
        About.NOBODY, _("The words of a poll that people voted on, and why they changed."), FOR_GOOD
    )

    class Meta:
        ordering = ["poll", "version"]
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(fields=["poll", "version"], name="one_wording_for_each_version"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="changed_wording_has_a_reason"),
        ]

    def __str__(self) -> str:
        return gettext("%(question)s (version %(number)d)") % {"question": self.question, "number": self.version}


class Choice(models.Model):
    """An answer. Choices are added or hidden, never deleted: the ledger keeps their votes under their code."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="choices", verbose_name=_("poll"))
    code = models.PositiveSmallIntegerField(_("code"))
    label = models.CharField(_("label"), max_length=200)
    position = models.PositiveSmallIntegerField(_("place"))
    is_hidden = models.BooleanField(_("hidden"), default=False)

    data_description = DataDescription(About.NOBODY, _("The answers that can be chosen."), FOR_GOOD)

    class Meta:
        ordering = ["poll", "position", "code"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["poll", "code"], name="one_choice_for_each_code"),
            models.CheckConstraint(condition=Q(code__gte=1, code__lte=HIGHEST_CODE), name="choice_code_is_one_digit"),
        ]

    def __str__(self) -> str:
        return self.label
