"""The whole network in a few plain numbers, each with the list behind it."""
