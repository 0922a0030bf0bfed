"""Take in a workbook: preview what it would change, confirm exactly that."""
