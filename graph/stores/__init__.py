"""Where a network is kept: the port, and one adapter for each database."""
