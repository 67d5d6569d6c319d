"""Keep what is typed into a form of the desk until it is saved."""
