"""Isolation along the calendar: who falls out soon, the future, the trend, two days compared."""
