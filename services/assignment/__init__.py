"""Assign leaders to mentees by need: plan, check, explain, approve."""
