import json
import logging
import sys

import pytest

from privacy.log_lines import JsonLines, without_persons


def line_of(message, *words, **options):
    record = logging.LogRecord("made.up", logging.WARNING, __file__, 1, message, words, options.pop("exc_info", None))
    for name, value in options.items():
        setattr(record, name, value)
    return JsonLines().format(record)


def test_a_record_is_one_line_of_json():
    fields = json.loads(line_of("first\nsecond\u2028%s", "third"))
    assert fields.pop("time").endswith("+00:00")
    assert fields == {"level": "WARNING", "logger": "made.up", "message": "first\nsecond\u2028third"}


def test_a_record_holds_no_line_break():
    assert len(line_of("first\nsecond\u2028\u0085third").splitlines()) == 1


def test_fields_stand_on_their_own():
    assert json.loads(line_of("made up", fields={"status": 200}))["status"] == 200


def test_a_traceback_is_part_of_the_line_without_addresses():
    try:
        raise ValueError("made up, from 192.0.2.77 at /polls/made-up/vote/")
    except ValueError:
        message = json.loads(line_of("failed", exc_info=sys.exc_info()))["message"]
    assert message.startswith("failed\nTraceback")
    assert message.endswith("ValueError: made up, from 192.0.2.0/24 at /…")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 192.0.2.77: gone", "from 192.0.2.0/24: gone"),
        ("from 192.0.2.77:4711", "from 192.0.2.0/24"),
        ("[2001:db8:1:2::77]:4711", "[2001:db8:1::/48]:4711"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("at 10:11:12 in release 1.2.3", "at 10:11:12 in release 1.2.3"),
        ("192.0.2.0/24 GET /", "192.0.2.0/24 GET /"),
        ("GET /polls/made-up/vote/ 500", "GET /… 500"),
        ("GET /preview/made-up 500", "GET /… 500"),
        ("POST /articles/made-up/report/ 500", "POST /… 500"),
        ("POST /articles/made-up/helpful/ 500", "POST /… 500"),
        ("GET /articles/made-up/ 500", "GET /articles/made-up/ 500"),
    ],
)
def test_nobody_is_named(text, expected):
    assert without_persons(text) == expected
