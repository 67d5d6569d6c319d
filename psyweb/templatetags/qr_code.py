"""Draw QR codes."""

from typing import Any

import qrcode
from django import template

register = template.Library()
QUIET_ZONE = 4  # Modules of white around the code, as ISO/IEC 18004 asks.


@register.inclusion_tag("mfa/_qr_code.html")
def qr_code(text: str, label: str) -> dict[str, Any]:
    """Draw the text as an inline SVG: one path, with a square for each dark module."""
    code = qrcode.QRCode(border=QUIET_ZONE)
    code.add_data(text)
    rows = code.get_matrix()
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return {"path": "".join(squares), "size": len(rows), "label": label}
