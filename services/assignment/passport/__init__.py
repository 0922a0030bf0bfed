"""The passport of a plan: what was planned, by what, how it was proved, who decided when."""
