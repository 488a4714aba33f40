"""What the sittings of an exam say of its questions, of teams, and of one exam beside another."""
