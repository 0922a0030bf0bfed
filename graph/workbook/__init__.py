"""Workbooks: cells in, values and findings out, and the exact inverse."""
