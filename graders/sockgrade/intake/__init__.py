"""What was handed in, and how it becomes a program: nothing of it is trusted."""
