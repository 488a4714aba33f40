"""三违: what was seen, what people said of themselves, and the pledge against it (R36)."""

from hazards.models.pledges import PledgeSignature, PledgeText
from hazards.models.self_reports import SelfReport, SelfReportAnswer, SelfReportWithdrawal, Slip
from hazards.models.violations import Measure, Violation, ViolationKind, ViolationSource, ViolationWithdrawal

__all__ = [
    "Measure",
    "PledgeSignature",
    "PledgeText",
    "SelfReport",
    "SelfReportAnswer",
    "SelfReportWithdrawal",
    "Slip",
    "Violation",
    "ViolationKind",
    "ViolationSource",
    "ViolationWithdrawal",
]
