from leaderboard.models.competitions import HOLDERS, Competition, CompetitionState, EventKind
from leaderboard.models.entrants import Entrant, StageEntrant
from leaderboard.models.evidence import Evidence, EvidenceKind
from leaderboard.models.judging import Judge, MarkSheet, Rescore, VetoRuling
from leaderboard.models.outcomes import AppealResult, CompetitionAppeal, StandingRow
from leaderboard.models.points import PointEntry
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
    "Evidence",
    "EvidenceKind",
    "Judge",
    "MarkSheet",
    "Part",
    "PartKind",
    "PointEntry",
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
