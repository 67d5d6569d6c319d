import gzip
import re
import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import brotli
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import get_resolver

from psyweb import page_cache

WORDS = "Some words that are long enough. " * 60


def answer(request):
    """As the site does: a page, or a way to one after something was done."""
    return HttpResponse(WORDS) if request.method == "GET" else HttpResponse(status=303)


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


class Drawing:
    """A view that counts how often it was asked."""

    def __init__(self, make=answer):
        self.make, self.times = make, 0

    def __call__(self, request):
        self.times += 1
        return self.make(request)


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.KEEP_PAGES_FOR = timedelta(seconds=1)
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    page_cache.clear_all()
    page_cache._cleared_at.clear()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keep(clock):
    """`view` behind the shelf."""
    return lambda view: page_cache.cache_public_pages(view, clock)


@pytest.fixture
def visit(rf, keep):
    """Ask twice for one page of `view`: the second answer."""

    def visit(view, path="/articles/", **headers):
        page = keep(view)
        page(rf.get(path, headers=headers))
        return page(rf.get(path, headers=headers))

    return visit


def test_draws_a_page_once(visit):
    view = Drawing()
    assert visit(view).content.decode() == WORDS
    assert view.times == 1


@pytest.mark.parametrize(("seconds", "times"), [(0.99, 1), (1, 2)])
def test_keeps_it_for_a_second_at_most(visit, clock, seconds, times):
    view = Drawing()
    visit(view)
    clock.seconds += seconds
    visit(view)
    assert view.times == times


@pytest.mark.parametrize(
    ("path", "host"), [("/articles/?page=2", "testserver"), ("/polls/", "testserver"), ("/articles/", "other.example")]
)
def test_keeps_each_address_apart(rf, keep, path, host):
    page = keep(Drawing(lambda request: HttpResponse(request.build_absolute_uri())))
    page(rf.get("/articles/"))
    assert page(rf.get(path, headers={"host": host})).content.decode() == f"http://{host}{path}"


def with_cookie(_request):
    response = HttpResponse(WORDS)
    response.set_cookie("voted_made-up", "1")
    return response


NEVER = {
    "a cookie": with_cookie,
    "a page that varies by cookie": lambda _request: HttpResponse(WORDS, headers={"Vary": "Cookie"}),
    "a page that says how to cache it": lambda _request: HttpResponse(WORDS, headers={"Cache-Control": "no-store"}),
    "an error": lambda _request: HttpResponse(WORDS, status=500),
    "a missing page": lambda _request: HttpResponse(WORDS, status=404),
    "a redirect": lambda _request: HttpResponse(status=302),
}


@pytest.mark.parametrize("make", NEVER.values(), ids=NEVER)
def test_never_keeps(visit, make):
    view = Drawing(make)
    visit(view)
    assert view.times == 2


@pytest.mark.parametrize("path", ["/admin/", "/healthz", "/readyz"])
def test_never_keeps_the_desk_or_the_state_of_the_process(visit, path):
    view = Drawing()
    visit(view, path)
    assert view.times == 2


def test_keeps_that_a_page_was_withdrawn(visit):
    view = Drawing(lambda _request: HttpResponse(WORDS, status=410))
    assert visit(view).status_code == 410
    assert view.times == 1


@pytest.mark.parametrize(
    ("accepts", "coding", "read"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
        ("x", None, bytes),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("br; q=0.0", None, bytes),
    ],
)
def test_compresses_as_the_browser_likes(visit, accepts, coding, read):
    answer = visit(Drawing(), **{"accept-encoding": accepts})
    assert answer.headers.get("Content-Encoding") == coding
    assert read(answer.content).decode() == WORDS
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_sends_nothing_to_who_has_the_page(visit, rf, keep):
    view = Drawing()
    etag = visit(view).headers["ETag"]
    answer = keep(view)(rf.get("/articles/", headers={"if-none-match": etag}))
    assert (answer.status_code, answer.content) == (304, b"")


def test_tells_shared_caches_how_long(visit):
    assert "s-maxage=1, stale-while-revalidate=10" in visit(Drawing()).headers["Cache-Control"]


def test_a_vote_shows_at_once(rf, keep):
    view = Drawing()
    page = keep(view)
    for request in (rf.get("/polls/"), rf.post("/polls/a/vote/"), rf.get("/polls/")):
        page(request)
    assert view.times == 3


def test_a_storm_of_votes_does_not_empty_the_shelf_each_time(rf, keep):
    view = Drawing()
    page = keep(view)
    for _ in range(50):
        page(rf.post("/polls/a/vote/"))
        page(rf.get("/polls/"))
    assert view.times == 50 + page_cache.CLEARS_PER_SECOND


def test_a_calm_second_after_a_storm_a_vote_shows_at_once_again(rf, keep, clock):
    view = Drawing()
    page = keep(view)
    for _ in range(50):
        page(rf.post("/polls/a/vote/"))
    clock.seconds += 1
    page(rf.get("/polls/"))
    page(rf.post("/polls/a/vote/"))
    page(rf.get("/polls/"))
    assert view.times == 50 + 3


@pytest.mark.parametrize(("status", "times"), [(302, 3), (303, 3), (200, 2), (400, 2), (403, 2), (429, 2)])
def test_forgets_only_after_an_answer_that_leads_on(rf, keep, status, times):
    view = Drawing(lambda request: HttpResponse(WORDS, status=200 if request.method == "GET" else status))
    page = keep(view)
    for request in (rf.get("/polls/"), rf.post("/polls/a/vote/"), rf.get("/polls/")):
        page(request)
    assert view.times == times


def test_a_crowd_draws_a_page_once(rf, keep):
    view = Drawing(lambda _request: time.sleep(0.05) or HttpResponse(WORDS))
    page = keep(view)
    crowd = [threading.Thread(target=page, args=[rf.get("/articles/")]) for _ in range(20)]
    for visitor in crowd:
        visitor.start()
    for visitor in crowd:
        visitor.join()
    assert view.times == 1


def test_keeps_no_more_than_it_has_room_for(rf, keep, monkeypatch):
    monkeypatch.setattr(page_cache, "MAX_BYTES", 10 * len(WORDS))
    page = keep(Drawing())
    for number in range(30):
        page(rf.get(f"/articles/{number}/"))
    assert [key[2] for key in page_cache._pages] == [f"/articles/{number}/" for number in range(20, 30)]


def test_pages_that_are_too_old_make_room(rf, keep, clock):
    page = keep(Drawing())
    page(rf.get("/articles/one/"))
    clock.seconds += page_cache.STALE_FOR.total_seconds() + 1
    page(rf.get("/articles/two/"))
    assert [key[2] for key in page_cache._pages] == ["/articles/two/"]


UNAVAILABLE = HttpResponse("503", status=503)


@pytest.fixture
def fails_later(rf, keep):
    """Ask a page that was drawn once and is not drawn again."""
    answers = [HttpResponse(WORDS)]
    page = keep(
        lambda request: (
            HttpResponse(status=303) if request.method == "POST" else answers.pop() if answers else UNAVAILABLE
        )
    )

    def ask(path="/articles/", method="get", **attributes):
        request = getattr(rf, method)(path)
        vars(request).update(attributes)
        return page(request)

    assert ask().status_code == 200
    return ask


@pytest.mark.parametrize(("seconds", "status"), [(2, 200), (599, 200), (601, 503)])
def test_a_page_of_the_last_minutes_stands_in_for_one_that_cannot_be_drawn(fails_later, clock, seconds, status):
    clock.seconds += seconds
    assert fails_later().status_code == status


def test_a_page_from_before_a_vote_stands_in_too(fails_later):
    fails_later("/polls/any/vote/", "post")
    assert fails_later().status_code == 200


@pytest.mark.parametrize(("is_staff", "status"), [(True, 503), (False, 200)])
def test_no_page_from_before_a_change_at_the_desk_stands_in(fails_later, is_staff, status):
    """It may have been withdrawn since. A stranger's POST empties nothing."""
    fails_later("/admin/any/", "post", user=SimpleNamespace(is_authenticated=is_staff))
    assert fails_later().status_code == status


def test_a_page_stands_in_at_once_where_the_database_is_known_to_be_away(rf, keep, clock, monkeypatch):
    view = Drawing()
    page = keep(view)
    page(rf.get("/articles/"))
    monkeypatch.setattr(page_cache.watch, "is_away", lambda: True)
    clock.seconds += 2
    assert (page(rf.get("/articles/")).status_code, view.times) == (200, 1)


def test_compresses_only_with_the_coding_that_is_asked_for(visit):
    visit(Drawing(), accept_encoding="gzip")
    (page,) = page_cache._pages.values()
    assert set(page.bodies) == {"", "gzip"}


UNKNOWN = ["utm_source=a", "fbclid=x", "page=2", "q=b", "%70age=2", "a", "=", "&&", "letter[]=S", "LETTER=S"]


@pytest.mark.parametrize("query", UNKNOWN)
def test_a_parameter_that_no_view_reads_makes_no_page(rf, keep, query):
    view = Drawing(lambda request: HttpResponse(request.get_full_path()))
    page = keep(view)
    answers = [page(rf.get("/articles/made-up/" + more)).content for more in ("", f"?{query}")]
    assert (view.times, answers) == (1, [b"/articles/made-up/"] * 2)


@pytest.mark.parametrize(
    ("path", "query", "known"),
    [
        ("/articles/", "utm_source=a&letter=S&page=2", "letter=S&page=2"),
        ("/articles", "letter=S&fbclid=x", "letter=S"),
        ("/search/", "q=a&q=b&x=c", "q=a&q=b"),
        ("/search/suggestions.json", "q=a&page=2", "q=a"),
        ("/polls/made-up/", "voted=1&voted", "voted=1&voted"),
        ("/nowhere/", "q=a&utm_source=b", "q=a"),
    ],
)
def test_a_view_gets_the_parameters_that_it_reads(rf, keep, path, query, known):
    page = keep(Drawing(lambda request: HttpResponse(request.META["QUERY_STRING"])))
    assert page(rf.get(f"{path}?{query}")).content.decode() == known


def test_a_view_gets_no_other_parameters_where_nothing_is_kept(rf, keep, settings):
    settings.KEEP_PAGES_FOR = timedelta(0)
    page = keep(Drawing(lambda request: HttpResponse(request.META["QUERY_STRING"])))
    assert page(rf.get("/articles/?letter=S&fbclid=x")).content == b"letter=S"


def test_the_desk_gets_all_parameters(rf, keep):
    page = keep(Drawing(lambda request: HttpResponse(request.META["QUERY_STRING"])))
    assert page(rf.get("/admin/?any=1")).content == b"any=1"


def test_an_unknown_parameter_is_answered_before_django_is_asked(ask):
    assert ask(QUERY_STRING="utm_source=a").of_django == 0


READS = re.compile(r"""request\.GET\.get\(\s*"(\w+)"|"(\w+)" in request\.GET|(\w+): int = Query\(""")
DESKS = ("articles/editing", "desk/", "polls/admin")


def test_every_parameter_that_a_public_view_reads_is_known():
    read = {
        name
        for app in ("articles", "desk", "polls", "privacy", "psyweb")
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if not str(path.relative_to(settings.BASE_DIR)).startswith(DESKS)
        for names in READS.findall(path.read_text())
        for name in names
        if name
    }
    of_django = {"p"}  # Of a sitemap in several files.
    assert set().union(*page_cache.PARAMETERS.values()) == read | of_django


def test_each_view_that_has_parameters_is_there():
    known = {f"{space}:{name}" if space else name for space, name in _url_names()}
    assert page_cache.PARAMETERS.keys() - known == set()


def _url_names(patterns=None, space=""):
    for pattern in patterns or get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _url_names(pattern.url_patterns, pattern.namespace or space)
        else:
            yield space, pattern.name


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_states_the_length_of_what_is_sent(visit, coding):
    def view(_request):
        return HttpResponse(WORDS, headers={"Content-Length": str(len(WORDS))})

    answer = visit(view, accept_encoding=coding)
    assert int(answer["Content-Length"]) == len(answer.content)


def test_a_request_with_a_body_is_not_answered_from_the_shelf(rf, keep):
    view = Drawing()
    page = keep(view)
    page(rf.get("/articles/"))
    page(rf.generic("GET", "/articles/", b"words"))
    assert view.times == 2


ADDED_OUTSIDE_THE_VIEW = [
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Access-Control-Allow-Origin",
]


@pytest.mark.parametrize("has_it", [False, True], ids=["the page again", "304"])
@pytest.mark.django_db
def test_a_kept_page_carries_what_was_added_around_its_view(client, has_it):
    etag = client.get("/api/articles/").headers["ETag"]
    answer = client.get("/api/articles/", headers={"if-none-match": etag} if has_it else {})
    assert answer.status_code == (304 if has_it else 200)
    assert [name for name in ADDED_OUTSIDE_THE_VIEW if name not in answer.headers] == []


def test_a_page_that_is_kept_is_refused_to_a_host_that_is_not_ours(client):
    client.get("/robots.txt")
    answer = client.get("/robots.txt", headers={"host": "nobody.example"})
    assert (answer.status_code, "Permissions-Policy" in answer.headers) == (400, True)


@pytest.fixture
def ask(rf, keep, clock):
    """A site whose page is at hand, asked from outside: (status, headers, bytes), and how often Django was asked."""
    page = keep(Drawing())
    page(rf.get("/articles/"))
    django = Drawing()

    def ask(path="/articles/", **environ):
        request = rf.get(path, headers={"accept-encoding": "br"})
        answer = page_cache.cached_answer({**request.environ, **environ}, clock)
        status, headers, body = answer or (200, [], django(rf.get("/")).content)
        return SimpleNamespace(status=status, headers=headers, body=body, of_django=django.times)

    ask.middleware = lambda: page(rf.get("/articles/", headers={"accept-encoding": "br"}))
    return ask


def test_a_page_at_hand_is_sent_before_django_is_asked_and_just_as_it_would(ask):
    answer, of_django = ask(), ask.middleware()
    assert answer.of_django == 0
    assert (answer.status, dict(answer.headers)) == (200, dict(of_django.items()))
    assert answer.body == of_django.content


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_IF_NONE_MATCH": '"x"'},
        {"CONTENT_LENGTH": "1"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"SCRIPT_NAME": "/below"},
        {"PATH_INFO": "/polls/"},
        {"QUERY_STRING": "page=2"},
        {"HTTP_HOST": "other.example"},
        {"wsgi.url_scheme": "https"},
    ],
    ids=lambda environ: next(iter(environ)),
)
def test_django_is_asked_for_all_that_is_not_plainly_at_hand(ask, environ):
    assert ask(**environ).of_django == 1


def test_letters_that_django_reads_otherwise_are_left_to_it(rf, keep, clock):
    page = keep(Drawing())
    page(rf.get("/\xc3\xa9/"))  # This path's own bytes are others than those that stand for it in WSGI.
    assert page_cache.cached_answer({**rf.get("/").environ, "PATH_INFO": "/\xc3\xa9/"}, clock) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("ACCESS_LOG", True), ("KEEP_PAGES_FOR", timedelta(0))],
)
def test_django_is_asked_where_a_setting_needs_it(ask, settings, name, value):
    setattr(settings, name, value)
    assert ask().of_django == 1


@pytest.mark.parametrize("said", ["https", "https,http", " https , http", "http", "http, https", "", None])
@pytest.mark.parametrize("is_believed", [True, False])
def test_the_scheme_is_what_django_makes_of_it(rf, settings, said, is_believed):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_believed else None
    request = rf.get("/", headers={} if said is None else {"x-forwarded-proto": said})
    assert page_cache._plain_key(request.environ) == page_cache._key(request)


def test_a_page_of_a_second_ago_is_left_to_django(ask, clock):
    clock.seconds += 1
    assert ask().of_django == 1
