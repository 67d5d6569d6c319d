"""Define the frozen document of an article, once, and read every shape of it that was ever stored."""
