"""The verbs: what a region does with its network, one folder a job."""
