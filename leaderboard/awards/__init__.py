"""Rewards: who has which prize, and the certificates and posters of it."""
