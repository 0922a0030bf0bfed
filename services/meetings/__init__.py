"""Meetings whose day has passed without a word: whom to ask, and what they say then."""
