"""Hours of training: what counts, what is needed, and how far everybody has come."""
