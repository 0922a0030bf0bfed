"""Drills: what would be lost tomorrow without one leader, curator, service or tie."""
