"""`{% once %}`: a part of a page is drawn once for each value of its keys, within a bounded memory."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from psyweb.templatetags import once


@pytest.fixture
def times():
    """How often something was asked for while a template was drawn."""
    asked = []

    def ask():
        asked.append(1)
        return f"<b>{len(asked)}</b>"

    ask.asked = asked
    return ask


def drawn(template, **context):
    return template.render(Context(context))


def test_draws_a_part_once_for_each_key(times):
    template = Template("{% once key %}{{ times }}{% endonce %}")
    assert [drawn(template, key=key, times=times) for key in ("a", "a", "b", "a")] == [
        "&lt;b&gt;1&lt;/b&gt;", "&lt;b&gt;1&lt;/b&gt;", "&lt;b&gt;2&lt;/b&gt;", "&lt;b&gt;1&lt;/b&gt;",
    ]  # fmt: skip


def test_the_language_is_a_key(times):
    template = Template('{% once "key" %}{{ times }}{% endonce %}')
    for language in ("en", "de", "en"):
        with translation.override(language):
            drawn(template, times=times)
    assert len(times.asked) == 2


@pytest.mark.parametrize("key", ["", None])
def test_without_a_key_a_part_is_drawn_each_time(times, key):
    template = Template("{% once key %}{{ times }}{% endonce %}")
    drawn(template, key=key, times=times), drawn(template, key=key, times=times)
    assert len(times.asked) == 2


def test_two_parts_with_one_key_are_kept_apart():
    template = Template('{% once "key" %}one{% endonce %}{% once "key" %}two{% endonce %}')
    assert [drawn(template), drawn(template)] == ["onetwo", "onetwo"]


def test_a_part_that_failed_is_not_kept(times):
    template = Template("{% once key %}{{ failing }}{% endonce %}")

    def fails():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        drawn(template, key="key", failing=fails)
    assert drawn(template, key="key", failing="drawn") == "drawn"


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(once, "MOST_BYTES", 1_000)
    template = Template("{% once key %}{{ words }}{% endonce %}")
    for number in range(100):
        drawn(template, key=str(number), words="".join(chr(32 + (number * place) % 90) for place in range(200)))
    assert sum(map(len, once.parts.parts.values())) == once.parts.bytes <= 1_000
    assert (99 in [int(key[2]) for key in once.parts.parts]) is True


@pytest.mark.parametrize(
    "source", ["{% once %}{% endonce %}", '{% once "a" %}{% block b %}{% endblock %}{% endonce %}']
)
def test_refuses_a_part_without_a_key_or_around_a_block(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)
