"""Send requests as a visitor's browser does: same-origin requests and forms, without a cookie jar."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPMessage
from typing import Any
from urllib.parse import urlencode, urlsplit

REQUEST_LIMIT_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    text: str


@dataclass
class Visitor:
    site_url: str
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._request("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, Any], **headers: str) -> Answer:
        """`headers` replace those of a same-origin form; underscores in their names stand for dashes."""
        ours = {"Sec-Fetch-Site": "same-origin", "Origin": self.site_url}
        theirs = {name.replace("_", "-"): value for name, value in headers.items()}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._request("POST", path, urlencode(fields, doseq=True), {**form, **ours, **theirs})

    def json(self, path: str) -> dict[str, Any]:
        return json.loads(self.get(path).text)

    def vote_form(self, slug: str, choice: int) -> dict[str, Any]:
        """Return the fields of the check page, which a visitor without JavaScript sends as the second step."""
        answer = self.post(f"/polls/{slug}/vote/", {"choice": str(choice)})
        assert answer.status == 200, answer.text
        return form_fields(answer.text, action=f"/polls/{slug}/vote/")

    def vote(self, slug: str, choice: int) -> Answer:
        return self.post(f"/polls/{slug}/vote/", self.vote_form(slug, choice))

    def _request(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection(urlsplit(self.site_url).netloc, timeout=REQUEST_LIMIT_SECONDS)
        try:
            connection.request(method, path, body, {**self.headers, **headers})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())
        finally:
            connection.close()


def form_fields(html: str, *, action: str) -> dict[str, Any]:
    """Return names and values of the first form that posts to `action` and has a permit; a list of repeated ones."""
    reader = _FormReader()
    reader.feed(html)
    return next(fields for target, fields in reader.forms if target == action and "permit" in fields)


def words_of(html: str) -> str:
    """Return the page's text, with single spaces."""
    reader = _TextReader()
    reader.feed(html)
    return " ".join("".join(reader.pieces).split())


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        if tag == "input" and self.forms and "name" in given:
            fields, name, value = self.forms[-1][1], given["name"], given.get("value", "")
            if name not in fields:
                fields[name] = value
            else:
                before = fields[name]
                fields[name] = [*(before if isinstance(before, list) else [before]), value]


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:  # Of a script or a style sheet.
            self.pieces.append(data)
