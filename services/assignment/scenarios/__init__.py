"""What is tried on a plan, kept under a name and weighed side by side."""
