"""How Wagtail's admin looks and what it offers."""
