"""Describe a poll for search engines, as a dataset in the words of schema.org, with what each number is of."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.markdown.rendering import linked_data
from articles.reading.api.answers import url_of
from articles.reading.linked_data import described
from polls import results

register = template.Library()


@register.simple_tag
def poll_linked_data(found: results.Results) -> SafeString:
    """The object of a poll's page. Of an answer it tells votes, and of how many: no share, which could stand alone."""
    poll, figures = found.poll, results.as_json(found)
    facts: dict[str, Any] = {
        **described("Dataset", url_of("polls:detail", poll.slug), figures["question"]),
        "description": figures["method"],
        "image": url_of("poll-picture", poll.slug, figures["wording_version"]),
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": url_of("polls:results", poll.slug),
        },
    }
    if found.as_of and found.known:
        facts["dateModified"] = figures["counted"]["as_of"]
        facts["variableMeasured"] = [
            {"@type": "PropertyValue", "name": choice.label, "value": choice.votes, "maxValue": choice.base}
            for choice in found.choices
        ]
    return linked_data(facts)
