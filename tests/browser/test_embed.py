"""The results in a frame on another site, and no other page in any frame."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .test_reading import RULES

SLUG = "antidepressant-use"
EMBED = f"/polls/{SLUG}/embed/"
QUESTION = "Are you currently taking"


@pytest.fixture
def other_site():
    """Another origin, with a page of its own: whatever html the test gives it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = server.html.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *parts):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.html = ""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def framed(browser, other_site):
    """Opens a page of the other site with the given html; gives its page."""
    contexts = []

    def show(html, **look):
        other_site.html = f"<!doctype html><title>Another site</title>{html}"
        context = browser.new_context(**look)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{other_site.server_port}/", wait_until="networkidle")
        return page

    yield show
    for context in contexts:
        context.close()


def frame_of(site, path, width=600):
    return f'<iframe src="{site.url}{path}" width="{width}" height="800"></iframe>'


def test_another_site_frames_the_results(site, framed):
    page = framed(frame_of(site, EMBED))
    results = page.frame_locator("iframe")
    expect(results.get_by_role("heading", level=1)).to_contain_text(QUESTION)
    expect(results.locator(".poll-total")).to_contain_text("votes in all")
    assert page.context.cookies() == []


def test_the_snippet_of_the_polls_page_is_such_a_frame(site, browser, framed):
    reader = browser.new_page()
    reader.goto(f"{site.url}/polls/{SLUG}/")
    reader.get_by_text("Show these results on your own site").click()
    snippet = reader.get_by_label("For your page").input_value()
    reader.close()
    expect(framed(snippet).frame_locator("iframe").get_by_role("heading", level=1)).to_contain_text(QUESTION)


@pytest.mark.parametrize("path", ["/", f"/polls/{SLUG}/", f"/polls/{SLUG}/ledger/"])
def test_no_other_page_can_be_framed(site, framed, path):
    page = framed(frame_of(site, path))
    (frame,) = (frame for frame in page.frames if frame != page.main_frame)
    assert frame.url.startswith("chrome-error://")


@pytest.mark.parametrize(("width", "scheme"), [(250, "dark"), (800, "light")])
def test_a_frame_of_any_width_holds_the_results(browser, site, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(site.url + EMBED, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]] == []
    assert "script" not in asked
    assert page.locator("form").count() == 0
    context.close()
