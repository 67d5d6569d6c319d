"""Define each block of the grammar once: parse rule, faults, HTML, plain text, words in a comparison."""

from . import callout, details, do_dont, lists, picture, statement, table
from .block import Block

# In the order in which the parser tries their rules.
BLOCKS: tuple[Block, ...] = (
    *(callout.BLOCK, details.BLOCK, do_dont.BLOCK, table.CAPTIONED),
    *(statement.BLOCK, table.BLOCK, lists.BLOCK, picture.BLOCK),
)
