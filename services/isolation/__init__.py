"""Find the organisations that are left out, with evidence and the next step."""
