"""The admin's own pages on what is taught."""
