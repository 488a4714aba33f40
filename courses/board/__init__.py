"""A case on one A4 page for a team's notice board."""
