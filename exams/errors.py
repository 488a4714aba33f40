"""Why an exam or an answer can be refused. Each message is a whole sentence for the person who reads it."""

from organizations.errors import Refused


class ExamNotOpen(Refused):
    """The exam has not begun, is over, or was never published."""


class NotBegun(Refused):
    """The sitting was not started, or is void: there is nothing to hand in."""


class NotInAudience(Refused):
    """The exam is not for this worker."""


class PaperCannotBeFilled(Refused):
    """The bank holds fewer questions in use than the blueprint asks for; every shortage is named."""


class PaperInUse(Refused):
    """A published exam draws by this paper."""


class TokenRefused(Refused):
    """The token is forged, or belongs to another attempt."""


class BatchRefused(Refused):
    """A batch of events is not what a phone of ours sends."""


class AlreadyPublished(Refused):
    """The exam was published before, and people may be sitting it."""


class NotApproved(Refused):
    """One person did what needs two."""


class ImportStands(Refused):
    """An import can't be taken back: something rests on its questions, or nothing of it is in the bank."""


class AlreadyVoided(Refused):
    """The attempt was voided before."""


class CannotBePrinted(Refused):
    """A question of the paper needs a screen."""


class Unreadable(Refused):
    """What was typed from an answer sheet can't be answers to these questions."""


class SheetRefused(Refused):
    """An answer sheet can't be taken in: it was before, or the worker has sat the exam on his phone."""


class NotAnAnswer(Refused):
    """Nothing was chosen, or something that was not offered."""


class NothingToPractise(Refused):
    """No bank that is open to practice holds a question for this worker."""


class DoubtRefused(Refused):
    """The worker has an open doubt about this question, or has said enough for a day."""


class CaseIsFull(Refused):
    """A case has as many questions as can stand under one."""


class CaseOfAnotherBank(Refused):
    """A question and the case over it stand in one bank."""


class ReceiptRefused(Refused):
    """A text is no receipt of ours, or is one no more."""


class CertificateRefused(Refused):
    """A text is no certificate of ours."""


class AnswerFileRefused(Refused):
    """An answer file can't be taken in; the message says why, and what to do."""


class AlreadyStarted(Refused):
    """The sitting has begun: what has to be said before the start can't be said any more."""


class KioskRefused(Refused):
    """A shared tablet can't be allowed, set up, or used by this person."""


class InterventionRefused(Refused):
    """What the invigilator asks for can't be done now: the exam is closed, or somebody was quicker."""


class MakeUpRefused(Refused):
    """A make-up can't be made, or changed, like this."""


class NotRetrained(Refused):
    """His make-up begins only after his retraining."""


class RetestRefused(Refused):
    """A re-test can't be drawn like this."""


class NotSupervised(Refused):
    """A re-test begins only with the code that its supervisor says on the spot."""


class CorrectionRefused(Refused):
    """A question can't be corrected like this, or not now."""


class NotToBeReleased(Refused):
    """Nobody has to release these results, or nobody can yet."""


class BonusRefused(Refused):
    """A bonus sheet can't be counted, published, answered for or signed like this; the message says what to do."""


class RulePublished(Refused):
    """A bonus rule that was published stands as it is."""


class MonthIsOut(Refused):
    """A bonus sheet of that month, or of a later one, has been shown to the workers by the rule before."""


class NoExcuse(Refused):
    """An absence can't be excused: there is no reason, or nobody was absent."""
