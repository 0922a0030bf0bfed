"""Advice about a plan: what one more place brings, where to spend places, who may leave."""
