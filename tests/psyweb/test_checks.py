import pytest
from django.core.checks import run_checks

FACTS = {
    "owner": "Owner made up for a test",
    "postal_address": "1 Test Street, Testtown",
    "contact_email": "owner@psyweb.example",
    "funding_statement": "Made up for a test.",
    "content_licence": "CC BY 4.0",
}


def messages_of_ours():
    return [message for message in run_checks(include_deployment_checks=True) if message.id == "psyweb.E001"]


@pytest.fixture
def public_site(settings):
    settings.IS_HTTPS = True
    settings.SITE_FACTS = FACTS
    return settings


def test_a_public_site_with_all_facts_passes(public_site):
    assert messages_of_ours() == []


@pytest.mark.parametrize("name", FACTS)
def test_an_empty_fact_of_a_public_site_is_an_error(public_site, name):
    public_site.SITE_FACTS = FACTS | {name: ""}
    (message,) = messages_of_ours()
    assert message.is_serious()
    assert f"SITE_{name.upper()}" in message.msg


def test_gaps_are_allowed_on_loopback(settings):
    settings.IS_HTTPS = False
    settings.SITE_FACTS = dict.fromkeys(FACTS, "")
    assert messages_of_ours() == []


def test_gaps_are_allowed_while_developing(public_site):
    public_site.SITE_FACTS = dict.fromkeys(FACTS, "")
    assert [message for message in run_checks() if message.id == "psyweb.E001"] == []
