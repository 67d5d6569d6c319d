"""Ask all addresses, several hosts at a time, and keep what each said."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime

from django.utils import timezone

from ...models import LinkCheck, LinkState
from .collection import Use, addresses
from .requests import Answer, Asker

AT_ONCE = 8
MOST_PARAMETERS = 500  # Of one statement: databases take only so many.
ANSWERED = {LinkState.GOOD, LinkState.MOVED}


def check_all(
    asker: Asker, *, at: datetime | None = None, told: Callable[[LinkCheck, int], None] = lambda _check, _total: None
) -> list[LinkCheck]:
    """Forgets addresses that no page names any more. `told` hears of each that has answered, and how many there are."""
    at = at or timezone.now()
    wanted = addresses()
    _forget_others(wanted)
    checked = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = {pool.submit(asker.ask, url): url for url in wanted}
        for done in as_completed(asked):
            url = asked[done]
            checked.append(_keep(url, done.result(), wanted[url], at))
            told(checked[-1], len(wanted))
    return sorted(checked, key=lambda check: check.url)


def _forget_others(wanted: dict[str, list[Use]]) -> None:
    stale = [pk for pk, url in LinkCheck.objects.values_list("pk", "url") if url not in wanted]
    for start in range(0, len(stale), MOST_PARAMETERS):
        LinkCheck.objects.filter(pk__in=stale[start : start + MOST_PARAMETERS]).delete()


def _keep(url: str, answer: Answer, uses: list[Use], at: datetime) -> LinkCheck:
    check = LinkCheck.objects.filter(url=url).first() or LinkCheck(url=url)
    check.state, check.status = answer.state, answer.status
    check.says, check.leads_to = answer.says, answer.leads_to[:500]
    check.failures = 0 if answer.state in ANSWERED else check.failures + 1
    check.checked_at, check.used_in = at, uses
    if answer.state in ANSWERED:
        check.answered_at = at
    check.save()
    return check
