"""What is made of a request before Django sees it. Over the network: tests/browser/test_raw_requests.py."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings

from psyweb.startup import rsgi


def environ_of(*headers, path="/", method="GET"):
    scope = SimpleNamespace(
        method=method,
        path=path,
        query_string="",
        http_version="1.1",
        scheme="http",
        client="192.0.2.1:4711",
        headers=SimpleNamespace(items=lambda: list(headers)),
    )
    return rsgi.environ_of(scope)


@pytest.mark.parametrize(
    ("headers", "name", "value"),
    [
        ([("x-forwarded-for", "192.0.2.1"), ("x_forwarded_for", "198.51.100.9")], "HTTP_X_FORWARDED_FOR", "192.0.2.1"),
        ([("x-forwarded-for", "a"), ("x-forwarded-for", "b, c")], "HTTP_X_FORWARDED_FOR", "a,b, c"),
        ([("cookie", "a=1"), ("cookie", "b=2")], "HTTP_COOKIE", "a=1; b=2"),
        ([("content-type", "text/plain")], "CONTENT_TYPE", "text/plain"),
        ([("content-length", "7")], "CONTENT_LENGTH", "7"),
    ],
    ids=["underscore", "several lines", "cookies", "type", "length"],
)
def test_headers_reach_django_under_their_names(headers, name, value):
    assert environ_of(*headers)[name] == value


def test_a_path_is_given_as_pep_3333_asks():
    assert environ_of(path="/é/")["PATH_INFO"].encode("latin-1").decode() == "/é/"


@pytest.mark.parametrize(
    ("path", "method", "kind"),
    [
        ("/healthz", "GET", "/healthz"),
        ("/readyz", "GET", "/readyz"),
        ("/admin/", "GET", "desk"),
        ("/admin/", "POST", "desk"),
        ("/", "HEAD", "reading"),
        ("/polls/any/vote/", "POST", "writing"),
        ("/", "MADE-UP", "writing"),
    ],
)
def test_each_kind_of_request_has_threads_of_its_own(path, method, kind):
    assert rsgi._kind(environ_of(path=path, method=method)) == kind


def test_operations_say_how_many_connections_a_process_holds():
    (number, _again) = re.search(r"up to (\d+) connections: `WORKERS` × (\d+)", operations()).groups()
    watch = 1
    assert int(number) == sum(rsgi.THREADS.values()) - rsgi.THREADS["/healthz"] + watch


def operations():
    return (settings.BASE_DIR / "docs" / "operations.md").read_text()
