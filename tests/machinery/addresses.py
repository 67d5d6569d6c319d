"""List every public address of the site from its URL conf, so that new pages are tested with all others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

ARTICLE, POLL = "treatment-resistant-depression", "antidepressant-use"
# Sample values of URL parameters, by name, for each namespace.
PARAMETERS: dict[str, dict[str, str | int]] = {
    "articles": {"slug": ARTICLE, "number": 2, "aspect": "treatments"},
    "polls": {"slug": POLL},
}
# Sample values for addresses whose parameter means something else.
EXCEPTIONS: dict[str, dict[str, str | int]] = {
    "articles:topic": {"slug": "treatment"},
    "articles:help_country": {"slug": "ie"},
    "articles:notice": {"slug": "privacy"},
    "articles:statement": {"slug": "stopping-antidepressants"},
    "articles:word": {"slug": "sertraline"},
    "articles:sitemap_section": {"section": "articles"},
    "poll-picture": {"slug": POLL, "number": 1},
    "media": {"path": "pictures/none.svg"},
}
# Further addresses of URL names that show several kinds of pages.
FURTHER = {
    "search": ["?q=therapy", "?q=lithum", "?q=suicide", "?q=zeppelin", "?q=depression&topic=treatment"],
    "articles:edition": [f"/articles/{ARTICLE}/editions/1/"],
    "helpful": ["?sent=1"],
    "articles:notice": ["/notices/disclaimer/", "/notices/about/"],
    "polls:detail": ["?voted=1"],
}
NOT_PUBLIC = ("admin", "account", "mfa")
MISSING = "/no-such-page/"
# Machines read addresses with these endings, and those with these names.
MACHINE_ENDINGS = (".atom", ".xml", ".txt", ".json", ".csv", ".svg", ".png", ".jpg", ".webp", ".css", ".js")
MACHINE_NAMES = {"healthz", "readyz"}
MACHINE_PART = "/api/"  # Except the page at this address itself, which explains the API.
# Addresses without an answer to a plain GET: the target of a form, pictures by the hash of their content, a page behind
# a signed link, pages for debugging, and a redirect to the log-in.
NO_PLAIN_GET = {
    "polls:vote",
    "articles:preview",
    "media",
    "smaller-picture",
    "styleguide",
    "styleguide-schemes",
    "new-password",
}


@dataclass(frozen=True)
class Address:
    name: str
    path: str

    @property
    def is_for_people(self) -> bool:
        plain = self.path.partition("?")[0]
        is_for_machines = plain.endswith(MACHINE_ENDINGS) or plain.partition(MACHINE_PART)[2]
        return not is_for_machines and self.name not in MACHINE_NAMES


class NoSampleError(Exception):
    """An address has a parameter without a sample in PARAMETERS or EXCEPTIONS."""


def public() -> list[Address]:
    """Return a sample address of each public URL name, and those in FURTHER. Raises NoSampleError."""
    found = []
    for name, parameters in _names(get_resolver()):
        if name in NO_PLAIN_GET:
            continue
        path = _sample(name, parameters)
        further = [path + more if more.startswith("?") else more for more in FURTHER.get(name, [])]
        found += [Address(name, each) for each in dict.fromkeys([path, *further])]
    return found


def for_people() -> list[str]:
    """Return a path of every kind of page, with one that does not exist."""
    return list(dict.fromkeys([*(address.path for address in public() if address.is_for_people), MISSING]))


def for_machines() -> list[str]:
    return [address.path for address in public() if not address.is_for_people]


def _names(resolver: URLResolver, namespace: str = "", given: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    for pattern in resolver.url_patterns:
        parameters = (*given, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            if not _is_of_the_desk(pattern):
                yield from _names(pattern, inner, parameters)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}:{pattern.name}" if namespace else pattern.name, set(parameters)


def _is_of_the_desk(resolver: URLResolver) -> bool:
    return resolver.namespace in NOT_PUBLIC or re.match(r"\^?admin/", str(resolver.pattern)) is not None


def _sample(name: str, parameters: set[str]) -> str:
    known = PARAMETERS.get(name.partition(":")[0], PARAMETERS["articles"]) | EXCEPTIONS.get(name, {})
    if missing := parameters - set(known):
        raise NoSampleError(f"tests/machinery/addresses.py has no sample for {name}: {', '.join(sorted(missing))}")
    return reverse(name, kwargs={parameter: known[parameter] for parameter in parameters})
