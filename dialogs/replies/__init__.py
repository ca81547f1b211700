"""What a message means while something is open: an answer, a choice, a yes, a question of its own."""
