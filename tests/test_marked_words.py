"""Words of the interface are marked for translation where they are written, also where no test draws them."""

import re
from pathlib import Path

import pytest

from tests.machinery import unmarked

PROJECT = Path(__file__).resolve().parents[1]
CODE = ("articles", "polls", "desk", "privacy", "psyweb")
NOT_FOR_READERS = re.compile(
    r"/migrations/|/vendor/|/content_pack/"  # Messages of load_content are for whoever writes the pack.
    r"|/management/|psyweb/(?:env|checks|apps|joins/styleguide)\.py|psyweb/startup/"  # For whoever runs the site.
    r"|templates/styleguide/"  # Drawn with DEBUG alone.
    r"|articles/models/pack\.py|desk/models\.py"  # Tables without a form.
    r"|polls/exports/"  # Files with fixed words, so that exports compare (docs/decisions/every-page-is-measured.md).
)
READERS = {".py": unmarked.in_python, ".html": unmarked.in_template, ".js": unmarked.in_script}


def of_people(*folders, ends):
    paths = unmarked.files(PROJECT, *folders, ends=ends)
    return [path for path in paths if not NOT_FOR_READERS.search(path.relative_to(PROJECT).as_posix())]


@pytest.mark.parametrize(("folders", "ends"), [(CODE, ".py"), (("templates",), ".html"), (CODE, ".js")])
def test_no_word_is_left_unmarked(folders, ends):
    paths = of_people(*folders, ends=ends)
    left = {path.relative_to(PROJECT).as_posix(): list(READERS[ends](path.read_text())) for path in paths}
    assert paths
    assert {path: words for path, words in left.items() if words} == {}


@pytest.mark.parametrize(
    ("ends", "source"),
    [
        (".py", 'raise Refused("A rule says no.")'),
        (".py", 'raise Refused(f"{rule} says no to {what}.")'),
        (".py", 'form.add_error(None, "A rule says no.")'),
        (".py", 'CharField(label="Reason", help_text=_("Shown to the public."))'),
        (".py", 'class Meta:\n    verbose_name = "reader poll"'),
        (".py", '@admin.display(description="used in")\ndef used(self): ...'),
        (".html", "<p>A rule says no.</p>"),
        (".html", '<img alt="A made-up picture">'),
        (".js", 'note.textContent = "A rule says no.";'),
        (".js", "note.textContent = `A rule says ${word}.`;"),
    ],
)
def test_an_unmarked_word_is_found(ends, source):
    assert list(READERS[ends](source))


@pytest.mark.parametrize(
    ("ends", "source"),
    [
        (".py", 'raise Refused(_("%(rule)s says no.") % {"rule": rule})'),
        (".py", 'admin.display(description=_("used in"))'),
        (
            ".html",
            '<p class="a b">{% translate "A rule says no." %} {% blocktranslate %}A {{ b }}{% endblocktranslate %}</p>',
        ),
        (".js", '// A rule says no.\nconst rule = document.querySelector("form[data-rule]");'),
    ],
)
def test_a_marked_word_is_not_found(ends, source):
    assert list(READERS[ends](source)) == []
