"""Certificates of who passed an exam: what they say, how they look, whether they are good today."""
