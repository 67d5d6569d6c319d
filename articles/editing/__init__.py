"""The desk's forms and pages for articles and their registers."""
