"""Questions and the papers drawn from them; exams, each worker's attempt, its journal, and its gradings."""

from exams.models.anomalies import AnomalySearch, ExamAnomaly, OddKind, Verdict
from exams.models.answer_files import AnswerFile, AnswerFileStep, Step
from exams.models.assistance import Assistance
from exams.models.attempts import NOT_BY_WORKER, Attempt, AttemptState, SubmittedBy
from exams.models.banks import QuestionBank, QuestionImport
from exams.models.bonus_rules import BonusRule
from exams.models.bonus_sheets import BonusLine, BonusSheet, BonusTeamLine, SheetState
from exams.models.cases import CASE, QuestionCase
from exams.models.doubts import QuestionDoubt
from exams.models.exams import Exam, ExamState, ResultsShown
from exams.models.excused_absences import ExcusedAbsence
from exams.models.gradings import Grading, GradingCause
from exams.models.interventions import Intervention, InterventionKind
from exams.models.journal import AnswerEvent, EventKind
from exams.models.kiosks import Kiosk
from exams.models.laws import LawText
from exams.models.left_pairs import LeftPair
from exams.models.make_ups import MakeUp
from exams.models.openings import Opening
from exams.models.papers import Difficulty, Paper, PaperPart, PaperQuestion
from exams.models.pictures import QuestionPicture, VersionPicture
from exams.models.pools import DrawnPool
from exams.models.practice import DailyTen, MockExam, PracticeAnswer, WrongQuestion
from exams.models.presences import Presence
from exams.models.printed_forms import PrintedForm
from exams.models.questions import Category, Question, QuestionKind, QuestionState, QuestionVersion
from exams.models.retrainings import Retraining
from exams.models.spot_checks import SpotCheck
from exams.models.typed_sheets import Look, TypedSheet

__all__ = [
    "CASE",
    "NOT_BY_WORKER",
    "AnomalySearch",
    "AnswerEvent",
    "AnswerFile",
    "AnswerFileStep",
    "Assistance",
    "Attempt",
    "AttemptState",
    "BonusLine",
    "BonusRule",
    "BonusSheet",
    "BonusTeamLine",
    "Category",
    "DailyTen",
    "Difficulty",
    "DrawnPool",
    "EventKind",
    "Exam",
    "ExamAnomaly",
    "ExamState",
    "ExcusedAbsence",
    "Grading",
    "GradingCause",
    "Intervention",
    "InterventionKind",
    "Kiosk",
    "LawText",
    "LeftPair",
    "Look",
    "MakeUp",
    "MockExam",
    "OddKind",
    "Opening",
    "Paper",
    "PaperPart",
    "PaperQuestion",
    "PracticeAnswer",
    "Presence",
    "PrintedForm",
    "Question",
    "QuestionBank",
    "QuestionCase",
    "QuestionDoubt",
    "QuestionImport",
    "QuestionKind",
    "QuestionPicture",
    "QuestionState",
    "QuestionVersion",
    "ResultsShown",
    "Retraining",
    "SheetState",
    "SpotCheck",
    "Step",
    "SubmittedBy",
    "TypedSheet",
    "Verdict",
    "VersionPicture",
    "WrongQuestion",
]
