from leaderboard.models.competitions import HOLDERS, Competition, CompetitionState, EventKind
from leaderboard.models.entrants import Entrant, StageEntrant
from leaderboard.models.evidence import Evidence, EvidenceKind
from leaderboard.models.judging import Judge, MarkSheet, Rescore, VetoRuling
from leaderboard.models.name_choices import NameChoice
from leaderboard.models.named_periods import NamedPeriod
from leaderboard.models.outcomes import AppealResult, CompetitionAppeal, StandingRow
from leaderboard.models.points import PointEntry
from leaderboard.models.ranking_rules import RankingRules, rules_in_force
from leaderboard.models.reward_lines import RewardLine
from leaderboard.models.rewards import GIVERS, PrizeRule, RewardList, RewardState
from leaderboard.models.screens import ScreenDevice
from leaderboard.models.seals import Seal
from leaderboard.models.snapshots import RankingSnapshot, SnapshotRow
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
    "NameChoice",
    "NamedPeriod",
    "Part",
    "PartKind",
    "PointEntry",
    "PrizeRule",
    "RankingRules",
    "RankingSnapshot",
    "Rescore",
    "RewardLine",
    "RewardList",
    "RewardState",
    "ScreenDevice",
    "Seal",
    "SnapshotRow",
    "Stage",
    "StageEntrant",
    "StandingRow",
    "VetoRuling",
    "rules_in_force",
]
