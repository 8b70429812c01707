"""Real servers that a student's client talks to: a module for each protocol, and the process that they run in."""
