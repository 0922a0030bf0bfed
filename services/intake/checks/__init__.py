"""Rows against each other and against the store: one function for each kind of finding."""
