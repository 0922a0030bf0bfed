"""Pages for people: HTML routes, templates, style, small scripts."""
