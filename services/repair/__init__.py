"""Which new ties bring back those who are left out: fewest, shortest, proved."""
