"""The admin's pages on what surrounds cases and lectures."""
