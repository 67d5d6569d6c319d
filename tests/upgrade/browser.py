"""Act as a browser at the site: keep cookies, read pages and their forms, send forms back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

REQUEST_LIMIT_SECONDS = 60
LOG_IN = "/admin/login/"
Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        """The path that a redirect leads to."""
        parts = urlsplit(self.headers.get("location", ""))
        return parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass
class Browser:
    site_url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Fields) -> Answer:
        """With line breaks as browsers send them."""
        sent = [(name, value.replace("\r\n", "\n").replace("\n", "\r\n")) for name, value in fields]
        return self._send(path, urlencode(sent).encode(), "application/x-www-form-urlencoded")

    def form(self, path: str, *, holds: str) -> Fields:
        """What the form on this page that has a field or button of that name would send as it stands."""
        return form_in(self.get(path).text, holds=holds)

    def log_in(self, name: str, password: str) -> Answer:
        fields = self.form(LOG_IN, holds="password")
        return self.post(LOG_IN, replaced(fields, username=name, password=password))

    def _send(self, path: str, body: bytes, kind: str) -> Answer:
        origin = {"Sec-Fetch-Site": "same-origin", "Origin": self.site_url}
        return self._ask("POST", path, body, {"Content-Type": kind, **origin})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection(urlsplit(self.site_url).netloc, timeout=REQUEST_LIMIT_SECONDS)
        if self.cookies:
            headers = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            data = response.read()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        given = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, response.headers.get_content_type(), given, data)


def replaced(fields: Fields, **values: str) -> Fields:
    """The same fields with other values; names that the form lacks are added."""
    return [(name, value) for name, value in fields if name not in values] + list(values.items())


def form_in(html: str, *, holds: str) -> Fields:
    """Raises AssertionError where no form has a field or button of that name."""
    reader = _FormReader()
    reader.feed(html)
    found = next((form for form in reader.forms if holds in form.names), None)
    assert found is not None, f"No form has “{holds}”: {re.sub('<[^>]+>', '', html)[:2000]}"
    return found.fields


@dataclass
class _Form:
    fields: Fields = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class _FormReader(HTMLParser):
    """Reads each form's fields with the values that a browser would send. Buttons are named, and not sent."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Form] = []
        self._text: str | None = None
        self._name = ""
        self._chosen: list[str] = []
        self._first: str | None = None
        self._is_multiple = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(_Form())
        elif self.forms and tag in {"input", "button", "textarea", "select"} and given.get("name"):
            self.forms[-1].names.add(given["name"])
            self._open_field(tag, given)
        elif tag == "option" and self._name:
            self._first = given.get("value", "") if self._first is None else self._first
            self._chosen += [given.get("value", "")] if "selected" in given else []

    def _open_field(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", "text")
        if tag == "textarea":
            self._name, self._text = name, ""
        elif tag == "select":
            self._name, self._chosen, self._first, self._is_multiple = name, [], None, "multiple" in given
        elif tag == "input" and kind in {"checkbox", "radio"}:
            if "checked" in given:
                self.forms[-1].fields.append((name, given.get("value", "on")))
        elif tag == "input" and kind not in {"submit", "file", "button"} and "disabled" not in given:
            self.forms[-1].fields.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            # A line break right after the tag is no part of the text.
            self.forms[-1].fields.append((self._name, self._text.removeprefix("\r\n").removeprefix("\n")))
            self._name, self._text = "", None
        if tag == "select" and self._name:
            alone = [self._first] if self._first is not None and not self._is_multiple else []
            self.forms[-1].fields += [(self._name, value) for value in self._chosen or alone]
            self._name = ""
