"""What the courses put into files and archives."""
