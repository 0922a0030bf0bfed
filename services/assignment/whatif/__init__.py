"""What-if: the exact plan after a few adjustments, by rerouting the plan that stands."""
