"""Draw a part of a page once for each value of its keys: `{% once key … %}…{% endonce %}`.

The keys name everything that the part is drawn from; the language is one of them anyway. Unlike Django's tag `cache`,
memory is bounded by bytes, nothing is pickled, and what the part needs is computed only where it is drawn.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from itertools import count
from threading import Lock
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_BYTES = 10_000_000  # In each process: the parts of about 400 long articles, compressed.
FASTEST = 1  # zlib's level: a quarter of the size, and opened in a tenth of the time that drawing takes.

register = template.Library()
Key = tuple[object, ...]
_numbers = count()  # Not id(): a template that is gone could leave its number to another.
_parts: OrderedDict[Key, bytes] = OrderedDict()
_lock = Lock()
_bytes = 0


def clear_parts() -> None:
    """Forget all parts, for tests."""
    global _bytes
    with _lock:
        _parts.clear()
        _bytes = 0


class OnceNode(template.Node):
    """A key that is "" or None has the part drawn each time, as in a preview."""

    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist, self.keys, self.number = nodelist, keys, next(_numbers)

    def render(self, context: template.Context) -> SafeString:
        keys = [str(key.resolve(context) or "") for key in self.keys]
        if "" in keys:
            return self.nodelist.render(context)
        key = (self.number, get_language(), *keys)
        with _lock:
            part = _parts.get(key)
            if part is not None:
                _parts.move_to_end(key)
        if part is None:
            html = self.nodelist.render(context)
            _store(key, zlib.compress(html.encode(), FASTEST))
            return html
        return SafeString(zlib.decompress(part).decode())


def _store(key: Key, part: bytes) -> None:
    global _bytes
    with _lock:
        _bytes += len(part) - len(_parts.pop(key, b""))
        _parts[key] = part
        while _bytes > MOST_BYTES:
            _bytes -= len(_parts.popitem(last=False)[1])


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """Keep the block under its keys, of which there must be one."""
    _name, *keys = token.split_contents()
    if not keys:
        raise template.TemplateSyntaxError("“once” needs a key.")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist, [parser.compile_filter(key) for key in keys])
