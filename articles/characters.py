"""Characters that XML 1.0 forbids (section 2.2): no page shows them, and a feed that held one could not be read."""

import re

# All but these: "#x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]".
FORBIDDEN_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_xml(text: str) -> str:
    return FORBIDDEN_IN_XML.sub("", text)
