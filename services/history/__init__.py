"""Take a decision back: the inverse change set, a decision like any other."""
