"""A new draft for a plan's year from changed data, stored together with what changed."""
