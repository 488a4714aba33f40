"""The admin's pages on units, people, roles and the record; limited by organizations/scopes.py."""
