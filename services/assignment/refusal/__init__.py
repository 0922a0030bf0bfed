"""A leader or a mentee refuses: what is banned, and who takes over with the fewest moves."""
