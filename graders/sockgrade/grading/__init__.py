"""Grades submissions: workers, their jobs, and what the references are verified by."""
