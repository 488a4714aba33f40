"""The admin's pages on banks, questions, papers and exams; limited by organizations/scopes.py."""
