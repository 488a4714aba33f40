"""Who may write, review and see which pages."""
