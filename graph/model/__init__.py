"""Values of the domain: organisations, needs, ties, plans, and the changes between them."""
