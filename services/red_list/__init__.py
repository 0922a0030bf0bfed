"""What is red for one curator and why, in one list."""
