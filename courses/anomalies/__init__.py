"""What looks odd in learning, as people read it."""
