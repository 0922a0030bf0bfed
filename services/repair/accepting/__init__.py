"""Accept proposed ties: rows of ties, or pairs pinned in a draft; one decision."""
