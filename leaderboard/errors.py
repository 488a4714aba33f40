"""Why something in a competition can be refused. Each message is a whole sentence for the person who reads it."""

from organizations.errors import Refused


class CompetitionRefused(Refused):
    """A competition can't be kept, opened, started, closed, shown or frozen like this."""


class EntryRefused(Refused):
    """Somebody can't be entered, or withdrawn, like this."""


class JudgeRefused(Refused):
    """Somebody can't be appointed as a judge, or isn't one."""


class MarksRefused(Refused):
    """A mark sheet can't be taken: too late, marked before, one's own unit, or marks outside the scale."""


class SheetClosed(MarksRefused):
    """No sheet of this judge is taken here any more, whatever it says."""


class OwnPeople(SheetClosed):
    """A judge marks nobody of his own unit."""


class MarkedAlready(SheetClosed):
    """Another sheet of the judge came first, and stands."""


class RescoreRefused(Refused):
    """A re-score, or a ruling, can't be asked for or made now."""


class CompetitionAppealRefused(Refused):
    """An appeal can't be said or answered like this."""


class ScreenRefused(Refused):
    """A screen can't wait, be allowed or be changed like this."""


class EvidenceRefused(Refused):
    """A photo or film can't be added here, or not any more."""


class RewardRefused(Refused):
    """A list of rewards can't be drawn up, handed in, approved, given out or changed like this."""


class SealRefused(Refused):
    """A picture can't be taken for a seal."""
