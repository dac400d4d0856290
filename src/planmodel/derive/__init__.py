"""Facts derived from a plan, each with the clause behind it: pure functions from records to facts."""
