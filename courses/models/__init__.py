"""What is taught, to whom, and who has taken it in: pages hold the words, records the evidence."""

from courses.models.analyses import SessionAnalysis
from courses.models.anomalies import Anomaly, AnomalyKind
from courses.models.assignments import Assignment, AssignmentItem
from courses.models.here import HereAnswer
from courses.models.hosts import AllowedHost
from courses.models.hours import HoursNeed, Learner
from courses.models.post_kinds import PostKind
from courses.models.procedure_imports import ProcedureImport
from courses.models.procedure_readings import ProcedureReading
from courses.models.procedure_reviews import ProcedureReview, ReviewOutcome
from courses.models.procedure_steps import ProcedureStep
from courses.models.procedures import Procedure, ProcedureVersion, VersionState
from courses.models.records import LearnedBy, LearningCategory, LearningRecord
from courses.models.sessions import Attendance, AttendanceStrike, EvidenceKind, Session, SessionFile, SignedInBy
from courses.models.studies import Study
from courses.pages.cases import AccidentCasePage
from courses.pages.files import Attachment, Picture, PictureRendition
from courses.pages.lectures import LectureIndexPage, LecturePage, LectureSectionPage
from courses.pages.library import CaseIndexPage
from courses.pages.proposals import ProposalSectionPage, ProposalsPage
from courses.pages.review import CaseReview

__all__ = [
    "AccidentCasePage",
    "AllowedHost",
    "Anomaly",
    "AnomalyKind",
    "Assignment",
    "AssignmentItem",
    "Attachment",
    "Attendance",
    "AttendanceStrike",
    "CaseIndexPage",
    "CaseReview",
    "EvidenceKind",
    "HereAnswer",
    "HoursNeed",
    "LearnedBy",
    "Learner",
    "LearningCategory",
    "LearningRecord",
    "LectureIndexPage",
    "LecturePage",
    "LectureSectionPage",
    "Picture",
    "PictureRendition",
    "PostKind",
    "Procedure",
    "ProcedureImport",
    "ProcedureReading",
    "ProcedureReview",
    "ProcedureStep",
    "ProcedureVersion",
    "ProposalSectionPage",
    "ProposalsPage",
    "ReviewOutcome",
    "Session",
    "SessionAnalysis",
    "SessionFile",
    "SignedInBy",
    "Study",
    "VersionState",
]
