"""The admin's pages of the courses; limited by organizations/scopes.py."""
