import pytest
from django.core.cache import cache
from tests.polls import factories
from polls import counting, results, audit
import re

pytestmark = pytest.mark.django_db


def test_smoke(client, poll, settings):
    for url in [
        "/polls/",
        f"/polls/{poll.slug}/",
        f"/polls/{poll.slug}/ledger/",
        f"/polls/{poll.slug}/embed/",
        f"/polls/{poll.slug}/results.json",
    ]:
        r = client.get(url)
        assert r.status_code == 200, url
        print(url, len(r.content), r.headers)
    for i in range(10):
        client.cookies.clear()
        r = client.post(f"/polls/{poll.slug}/vote/", {"choice": i % 4 + 1}, **factories.ORIGIN)
        assert r.status_code == 200, r.content
        print(len(r.content), r.headers)
        permit = re.search(r'name="permit" value="([^"]+)"', r.text)[1]
        r = client.post(
            f"/polls/{poll.slug}/vote/", {"choice": i % 4 + 1, "permit": permit, "website": ""}, **factories.ORIGIN
        )
        assert r.status_code == 303, r.content
    print(r.headers, r.cookies)
    print(client.get(f"/polls/{poll.slug}/results.json").text)
    print(client.get(f"/polls/{poll.slug}/").text)
    assert audit.of_poll(poll) == []
