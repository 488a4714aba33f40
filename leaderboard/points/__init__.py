"""Points, modest: what they are given for, how many a day, badges, and weeks that a whole team practised. Pure."""
