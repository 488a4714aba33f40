"""Putting a question right after people have sat it: what would move, and for whom."""
