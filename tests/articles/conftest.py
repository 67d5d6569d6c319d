import pytest

from .factories import make_article, make_notices, make_person


@pytest.fixture
def author(db):
    return make_person("author", "Author")


@pytest.fixture
def stranger(db):
    return make_person("stranger", "Author")


@pytest.fixture
def reviewer(db):
    return make_person("reviewer", "Reviewer")


@pytest.fixture
def publisher(db):
    return make_person("publisher", "Publisher")


@pytest.fixture
def analyst(db):
    return make_person("analyst", "Poll analyst")


@pytest.fixture
def notices(db):
    make_notices()


@pytest.fixture
def draft(author, notices):
    return make_article(by=author, owner=author)


@pytest.fixture
def desk(client):
    def log_in(user):
        client.force_login(user)
        return client

    return log_in
