"""PostgreSQL as Django knows it, with a cheaper look at whether a kept connection is still there."""
