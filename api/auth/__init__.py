"""Who may come in: the one-time link, sessions, and the guard before every request."""
