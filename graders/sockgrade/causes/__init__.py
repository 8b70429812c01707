"""Why a program failed: what it reported itself, and what it left behind."""
