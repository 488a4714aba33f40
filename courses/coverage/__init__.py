"""Who has been reached by a learning task."""
