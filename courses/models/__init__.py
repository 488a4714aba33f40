"""What is taught, to whom, and who has taken it in: pages hold the words, records the evidence."""

from courses.models.anomalies import Anomaly, AnomalyKind
from courses.models.assignments import Assignment, AssignmentItem
from courses.models.here import HereAnswer
from courses.models.hosts import AllowedHost
from courses.models.hours import HoursNeed, Learner
from courses.models.records import LearnedBy, LearningCategory, LearningRecord
from courses.models.sessions import Attendance, EvidenceKind, Session, SessionFile, SignedInBy
from courses.models.studies import Study
from courses.pages.cases import AccidentCasePage
from courses.pages.files import Attachment, Picture, PictureRendition
from courses.pages.lectures import LectureIndexPage, LecturePage, LectureSectionPage
from courses.pages.library import CaseIndexPage

__all__ = [
    "AccidentCasePage",
    "AllowedHost",
    "Anomaly",
    "AnomalyKind",
    "Assignment",
    "AssignmentItem",
    "Attachment",
    "Attendance",
    "CaseIndexPage",
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
    "Session",
    "SessionFile",
    "SignedInBy",
    "Study",
]
