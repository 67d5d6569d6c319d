import pytest

pytestmark = pytest.mark.django_db
HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/", "/nowhere/"])
@pytest.mark.parametrize("name", HEADERS)
def test_every_answer_carries_the_headers(client, path, name):
    assert HEADERS[name] in client.get(path).headers[name]


def test_the_policy_allows_nothing_inline(client):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "nonce" not in policy


def test_a_large_request_is_refused_unread(client):
    answer = client.post("/", data=b"x" * 64_001, content_type="text/plain")
    assert answer.status_code == 413
    assert "larger than" in answer.content.decode()


def test_the_desk_takes_larger_requests(client):
    assert client.post("/admin/login/", {"username": "x" * 64_001}).status_code == 200
