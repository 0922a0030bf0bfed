"""Makes the reference pages from the code, and the pictures of the guide from the product."""
