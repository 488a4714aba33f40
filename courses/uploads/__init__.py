"""Files from strangers: looked into before they are kept, handed out piece by piece."""
