"""Define blocks of the grammar, one module each."""
