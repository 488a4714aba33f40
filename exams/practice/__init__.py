"""Practising: when a question comes back, which ten come today, what a mock exam asks."""
