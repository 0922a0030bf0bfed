"""What pages show: figures, cards, lists and map views, as values without looks."""
