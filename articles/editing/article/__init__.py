"""The admin of articles: the form, its checks, previews, conflicts, moves."""
