"""What the operating system gives: system calls, clocks, /proc, folders. Knows nothing of grading."""
