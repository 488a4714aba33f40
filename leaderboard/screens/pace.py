"""How often a screen asks, and how often its picture is made. Measured by `make bench-screens`."""

ASKED_EVERY_SECONDS = 10
WAITED_FOR_EVERY_SECONDS = 4  # by a screen that waits with its code
FRESH_SECONDS = 8
