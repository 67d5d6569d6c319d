"""Drive Firefox and WebKit by the commands of W3C WebDriver, so that a journey is written once for both.

Why: docs/decisions/journeys-in-three-engines.md.
"""

from .firefox import running_firefox
from .webkit import running_webkit
from .window import Window

__all__ = ["Window", "running_firefox", "running_webkit"]
