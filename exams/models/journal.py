"""The append-only journal of answers: the evidence, and the only source of a score."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from organizations.models.append_only import AppendOnlyModel


class EventKind(models.TextChoices):
    OPEN = "open", _("Page opened")
    ANSWER = "answer", _("Answer")
    FLAG = "flag", _("Mark for later")
    LEAVE = "leave", _("Page left")
    BACK = "back", _("Page seen again")
    SUBMIT = "submit", _("Handed in")


class AnswerEvent(AppendOnlyModel):
    """One thing a worker did on one device: chose, marked, left the page, came back, handed in. Only ever inserted.

    `seq` counts up on the device; (attempt, device, seq) makes a repeated batch harmless. `value` is for an answer the
    list of the chosen keys, of the steps in order, or of the one text that was written; true or false for a mark;
    seconds away for a return. `chosen_at` is the server's time as the phone reckoned it; it is believed only for the
    question of the grace window.
    """

    # both indexes below begin with it: one of its own would only make each answer dearer
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="events", db_index=False)
    device = models.UUIDField()
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=EventKind)
    slot = models.PositiveSmallIntegerField(null=True, blank=True)
    value = models.JSONField(null=True, blank=True)
    chosen_at = models.DateTimeField()
    received_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    # what a person brought in a file; the file says who and when. No index: nobody asks for the events of a file
    answer_file = models.ForeignKey(
        "exams.AnswerFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("answer event")
        verbose_name_plural = _("answer events")
        constraints = (
            models.UniqueConstraint(fields=["attempt", "device", "seq"], name="event_once"),
            models.CheckConstraint(condition=Q(seq__gte=0), name="event_seq_counts_up"),
        )
        # the invigilator's page asks of every sitting when it was last heard of
        indexes = (models.Index(fields=["attempt", "received_at"], name="event_last_heard"),)

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.device} {self.seq}"
