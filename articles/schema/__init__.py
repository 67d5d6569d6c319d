"""Define the frozen document of an article in one place, and read all shapes that were ever stored."""
