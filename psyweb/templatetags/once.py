"""Draw a part of a page once for each value of its keys: `{% once key … %}…{% endonce %}`.

The keys name everything that the part is drawn from; the language is one of them anyway. Unlike Django's tag `cache`,
memory is bounded by bytes, nothing is pickled, and what the part needs is computed only where it is drawn.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from itertools import count
from threading import Lock

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_BYTES = 10_000_000  # In each process: the parts of about 400 long articles, compressed.
FASTEST = 1  # zlib's level: a quarter of the size, and opened in a tenth of the time that drawing takes.

register = template.Library()
Key = tuple[object, ...]
_numbers = count()  # Not id(): a template that is gone could leave its number to another.


class Parts:
    """Parts by their keys, compressed. The one used longest ago makes room for a new one."""

    def __init__(self) -> None:
        self.parts: OrderedDict[Key, bytes] = OrderedDict()
        self.bytes = 0
        self.lock = Lock()

    def get(self, key: Key) -> bytes | None:
        with self.lock:
            if key in self.parts:
                self.parts.move_to_end(key)
            return self.parts.get(key)

    def store(self, key: Key, part: bytes) -> None:
        with self.lock:
            self.bytes += len(part) - len(self.parts.pop(key, b""))
            self.parts[key] = part
            while self.bytes > MOST_BYTES:
                self.bytes -= len(self.parts.popitem(last=False)[1])

    def clear(self) -> None:
        with self.lock:
            self.parts.clear()
            self.bytes = 0


parts = Parts()


class OnceNode(template.Node):
    """A key that is "" or None has the part drawn each time, as in a preview."""

    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist, self.keys, self.number = nodelist, keys, next(_numbers)

    def render(self, context: template.Context) -> SafeString:
        keys = [str(key.resolve(context) or "") for key in self.keys]
        if "" in keys:
            return self.nodelist.render(context)
        key = (self.number, get_language(), *keys)
        if part := parts.get(key):
            return SafeString(zlib.decompress(part).decode())
        html = self.nodelist.render(context)
        parts.store(key, zlib.compress(html.encode(), FASTEST))
        return html


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """Keep the block under its keys, of which there must be one."""
    _name, *keys = token.split_contents()
    if not keys:
        raise template.TemplateSyntaxError("“once” needs a key.")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("“once” must stand inside a block: pages fill a block differently.")
    return OnceNode(nodelist, [parser.compile_filter(key) for key in keys])
