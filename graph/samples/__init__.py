"""The made-up demo region on real municipalities."""
