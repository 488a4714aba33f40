"""What one worker will do, drawn from the seed before he begins: the same seed, the same decisions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from random import Random

GRACE_SECONDS = 12  # after the deadline of a sitting
SHORT_SECONDS = (8.0, 12.0)  # a sitting whose time runs out


class End(Enum):
    """How a sitting ends for the worker. All but the first have their time run out."""

    HANDS_IN = "hands in"
    RUNS_OUT = "answers until his time is up"
    TUNNEL = "has no signal when his time is up, and comes back within the grace"
    HANDS_IN_TUNNEL = "hands in without a signal, and comes back within the grace"
    TOO_LATE = "comes back when the grace is over"
    SWITCHED_OFF = "has his phone off when his time is up, and on again within the grace"
    LOST = "loses his phone in the middle"


class Do(Enum):
    CHOOSE = "choose"
    MARK = "mark"
    LOOK_AWAY = "look away"
    TUNNEL = "lose the signal"
    RESTART = "switch off and on"
    RESTART_IN_TUNNEL = "switch off and on without a signal"
    CHANGE_PHONE = "take another phone"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do after a pause, for `lasts` seconds; `where` and `what` are shares in [0, 1) of what there is."""

    do: Do
    pause: float
    lasts: float
    where: float
    what: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A worker's sitting. `pace` is of his phones' clocks: seconds they count in a second; `off` how wrong they are."""

    comes_after: float
    taps_twice: bool
    pace: float
    off: float
    steps: tuple[Step, ...]
    end: End
    seconds: float | None  # how long his sitting lasts; None where nothing cuts it short
    comes_back_after: float  # seconds after the deadline

    @property
    def last_minute(self) -> tuple[Step, ...]:
        """What he does without a signal shortly before his time is up."""
        return tuple(step for step in self.steps if step.do == Do.CHOOSE)[-3:]


def plan_of(seed: int, number: int) -> Plan:
    draw = Random(f"{seed}:{number}")
    end = draw.choices(list(End), weights=(56, 12, 9, 7, 5, 7, 4))[0]
    late = draw.uniform(0.5, GRACE_SECONDS / 2) if end != End.TOO_LATE else GRACE_SECONDS + draw.uniform(0.5, 2)
    return Plan(
        comes_after=draw.uniform(0, 4),
        taps_twice=draw.random() < 0.3,
        pace=draw.choices((1.0, 0.5, 2.0, 15.0), weights=(85, 5, 5, 5))[0],
        off=draw.choices((0.0, -3600.0, 3600.0, 86400.0 * 400), weights=(88, 4, 4, 4))[0],
        steps=tuple(_step(draw) for _number in range(draw.randint(14, 26))),
        end=end,
        seconds=None if end == End.HANDS_IN else draw.uniform(*SHORT_SECONDS),
        comes_back_after=late,
    )


def _step(draw: Random) -> Step:
    do = draw.choices(list(Do), weights=(80, 5, 4, 5, 3, 2, 3))[0]
    return Step(do, min(draw.expovariate(2.5), 1.5), draw.uniform(0.3, 2.0), draw.random(), draw.random())
