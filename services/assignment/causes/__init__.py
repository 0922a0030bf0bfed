"""Why two plans differ in a line: the data, the decision or the rule behind it."""
