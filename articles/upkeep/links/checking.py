"""Request all URLs, several hosts at a time, and store each answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime

from django.utils import timezone

from ...models import LinkCheck, LinkState
from .collection import Use, addresses
from .requests import Answer, LinkClient

AT_ONCE = 8  # Threads.
MOST_PARAMETERS = 500  # Parameters of one SQL statement: databases limit them.
ANSWERED = {LinkState.GOOD, LinkState.MOVED}


def check_all(
    client: LinkClient,
    *,
    at: datetime | None = None,
    on_checked: Callable[[LinkCheck, int], None] = lambda _check, _total: None,
) -> list[LinkCheck]:
    """The check of each URL, in order of the URLs. Deletes the checks of URLs that no page names any more.

    Calls `on_checked` with each check as soon as it is stored, and the number of all.
    """
    at = at or timezone.now()
    wanted = addresses()
    _delete_others(wanted)
    checked = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = {pool.submit(client.check, url): url for url in wanted}
        for done in as_completed(asked):
            url = asked[done]
            checked.append(_store(url, done.result(), wanted[url], at))
            on_checked(checked[-1], len(wanted))
    return sorted(checked, key=lambda check: check.url)


def _delete_others(wanted: dict[str, list[Use]]) -> None:
    stale = [pk for pk, url in LinkCheck.objects.values_list("pk", "url") if url not in wanted]
    for start in range(0, len(stale), MOST_PARAMETERS):
        LinkCheck.objects.filter(pk__in=stale[start : start + MOST_PARAMETERS]).delete()


def _store(url: str, answer: Answer, uses: list[Use], at: datetime) -> LinkCheck:
    check = LinkCheck.objects.filter(url=url).first() or LinkCheck(url=url)
    check.state, check.status = answer.state, answer.status
    check.says, check.leads_to = answer.says, answer.leads_to[:500]
    check.failures = 0 if answer.state in ANSWERED else check.failures + 1
    check.checked_at, check.used_in = at, uses
    if answer.state in ANSWERED:
        check.answered_at = at
    check.save()
    return check
