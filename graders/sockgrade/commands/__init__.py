"""What each command of `sockgrade` does; `sockgrade.cli` declares their options, and imports these late."""
