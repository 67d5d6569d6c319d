"""Assemble the desk's dashboard from the lists, dates and panels that the apps register."""
