"""The Markdown dialect of article bodies: grammar, callouts, rendering to safe HTML."""
