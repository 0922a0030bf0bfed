"""The nouns: what exists in a network of schools, and the files and databases it is kept in."""
