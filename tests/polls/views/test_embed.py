import re
from html import unescape

import pytest

pytestmark = pytest.mark.django_db


def test_other_sites_can_copy_a_frame(client, poll, settings):
    code = re.search(r"<textarea[^>]*>(.*?)</textarea>", client.get(f"/polls/{poll.slug}/").text, re.DOTALL)[1]
    assert unescape(code).startswith(f'<iframe src="{settings.SITE_URL}/polls/{poll.slug}/embed/" title=')


def test_any_site_may_frame_the_embed_page_and_no_other(client, poll):
    embed, detail = client.get(f"/polls/{poll.slug}/embed/"), client.get(f"/polls/{poll.slug}/")
    assert "frame-ancestors *" in embed["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed
    assert "frame-ancestors 'none'" in detail["Content-Security-Policy"]
    assert detail["X-Frame-Options"] == "DENY"


def test_the_embed_page_has_no_form(client, poll):
    assert "<form" not in client.get(f"/polls/{poll.slug}/embed/").text
