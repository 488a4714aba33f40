"""Procedures of posts: their steps, who has a say, what differs between versions, files and cards."""
