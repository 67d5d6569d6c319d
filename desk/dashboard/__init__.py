"""The first page of the desk: lists, calendar, panels that the apps register."""
