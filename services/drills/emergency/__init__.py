"""The best emergency answer to a drill: the fewest moves after which nobody is left alone."""
