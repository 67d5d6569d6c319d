"""Autosave: store on the server what is typed into a form of the desk, until it is saved."""
