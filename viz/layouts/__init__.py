"""Positions made on the server: the same network always gives the same picture."""
