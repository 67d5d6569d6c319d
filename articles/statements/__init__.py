"""Find the statements that texts carry, draw the versions in force, and list the pages that carry one.

A lower layer than checks and publishing: docs/decisions/statements.md.
"""

from .in_force import in_force, names_in

__all__ = ["in_force", "names_in"]
