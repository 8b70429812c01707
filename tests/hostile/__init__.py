"""Programs that attack the grader: the numbers are those of the table in .github/SECURITY.md."""
