"""A program that runs: what goes in and out, what it has open, where it waits, and the place that waits for it."""
