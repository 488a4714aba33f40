"""Exams on paper: forms with the same questions in another order, answer sheets, and the key."""
