from leaderboard.models.competitions import HOLDERS, Competition, CompetitionState, EventKind
from leaderboard.models.entrants import Entrant, StageEntrant
from leaderboard.models.judging import Judge, MarkSheet, Rescore, VetoRuling
from leaderboard.models.outcomes import AppealResult, CompetitionAppeal, StandingRow
from leaderboard.models.reward_lines import RewardLine
from leaderboard.models.rewards import GIVERS, PrizeRule, RewardList, RewardState
from leaderboard.models.seals import Seal
from leaderboard.models.stages import ChecklistItem, Part, PartKind, Stage

__all__ = [
    "GIVERS",
    "HOLDERS",
    "AppealResult",
    "ChecklistItem",
    "Competition",
    "CompetitionAppeal",
    "CompetitionState",
    "Entrant",
    "EventKind",
    "Judge",
    "MarkSheet",
    "Part",
    "PartKind",
    "PrizeRule",
    "Rescore",
    "RewardLine",
    "RewardList",
    "RewardState",
    "Seal",
    "Stage",
    "StageEntrant",
    "StandingRow",
    "VetoRuling",
]
