"""What changed behind a line in which two plans differ: the data, a decision or a rule."""
