"""What looks odd in an exam's sittings: how each kind is found, and how people read it."""
