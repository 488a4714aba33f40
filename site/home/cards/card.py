"""One thing on the worker's start page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One card. `state` is now, todo, doing or done; only the first that is not done is `now`."""

    href: str
    name: str
    what: str
    icon: str
    state: str = "todo"
    tag: str = ""
    action: str = ""
