"""Keep published pages true: links, reviews that are due, readers' reports."""
