"""Many submissions of one exercise: who handed in what, a journal of what came of it, and the sheet for a gradebook."""
