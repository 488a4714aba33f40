"""A file on its way in: checked, shown, and written as a whole or not at all. The same for every kind of file."""

from __future__ import annotations

import logging
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.errors import Refused
from organizations.models import FileImport, ImportState, User
from organizations.progress import Report, reporter

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile

Record = TypeVar("Record", bound=FileImport)
Plan = TypeVar("Plan")
logger = logging.getLogger(__name__)
MOST_SAMPLES = 100  # of each kind of change; a person looks at some, not at thousands
MOST_BAD_ROWS = 1000


class AlreadyUnderWay(Refused):
    """Somebody pressed the button before."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a plan would do, as a person is shown it. `samples` are rows by kind, of texts unless the kind has a
    template of its own, `bad` (place, reason), and `more` is what this kind of file has to say besides.
    """

    digest: str
    counts: dict[str, int]
    samples: dict[str, list[list[Any]]]
    bad: list[tuple[str, str]]
    more: dict[str, Any] = field(default_factory=dict)

    def as_report(self, notice: str = "") -> dict[str, Any]:
        return {
            "digest": self.digest,
            "counts": self.counts,
            "samples": {kind: rows[:MOST_SAMPLES] for kind, rows in self.samples.items()},
            "bad": self.bad[:MOST_BAD_ROWS],
            "bad_count": len(self.bad),
            "notice": notice,
            **self.more,
        }


class ImportFlow(ABC, Generic[Record, Plan]):
    """What one kind of file adds to the common way in: how it is read, what of it is shown, how it is written."""

    model: type[Record]

    @abstractmethod
    def plan(self, record: Record, path: Path) -> Plan:
        """Read the file and hold it against what is there; nothing is written. Raises Refused."""

    @abstractmethod
    def findings(self, plan: Plan) -> Findings:
        """Return what a person is shown of the plan."""

    @abstractmethod
    def write(self, record: Record, plan: Plan, *, by: User | None, report: Report) -> None:
        """Write the good rows of the plan; runs inside a transaction."""

    def look(self, record: Record, path: Path) -> None:
        """Keep on the record what a person may need to see of the file, also where it is not understood."""

    def report_of(self, refusal: Refused) -> dict[str, Any]:
        """Return what the page of a refused file needs to know besides the sentence."""
        return {}

    def get(self, pk: UUID) -> Record:
        return self.model._default_manager.get(pk=pk)


def check_file(flow: ImportFlow[Record, Plan], pk: UUID) -> None:
    """Leave the import CHECKED with its findings, or FAILED with a sentence. Safe to repeat until it is checked."""
    waiting = flow.model._default_manager.filter(pk=pk, state__in=(ImportState.WAITING, ImportState.CHECKING))
    if not waiting.update(state=ImportState.CHECKING):
        return
    record = flow.get(pk)
    with _failing_in_words(flow, record), local_copy(record.file) as path:
        flow.look(record, path)
        report = flow.findings(flow.plan(record, path)).as_report()
        # one who changed something meanwhile has put it back to WAITING, and it is checked again
        still = flow.model._default_manager.filter(pk=pk, state__in=(ImportState.CHECKING, ImportState.CHECKED))
        still.update(state=ImportState.CHECKED, report=report)


def claim_writing(*, record: FileImport, accept_good: bool) -> None:
    """Put a checked import on its way to be written; of two who press the button one does it.

    Raises AlreadyUnderWay, Refused when bad rows are left that nobody has said to leave out.
    """
    if record.report.get("bad_count") and not accept_good:
        raise Refused(_("There are bad rows: mend them, or accept the good ones alone."))
    checked = type(record)._default_manager.filter(pk=record.pk, state=ImportState.CHECKED)
    if not checked.update(state=ImportState.WRITING):
        raise AlreadyUnderWay(_("This import is being written already, or is done."))


def write_file(flow: ImportFlow[Record, Plan], pk: UUID, *, accept_good: bool, by: User | None) -> None:
    """Write what the person was shown and leave the import DONE; all of it or nothing, and never twice.

    Where things have changed since he looked, nothing is written and he is shown the new findings. A failure leaves the
    import FAILED with a sentence.
    """
    record = flow.get(pk)
    if record.state != ImportState.WRITING:
        return
    with _failing_in_words(flow, record), local_copy(record.file) as path, transaction.atomic():
        locked = flow.model._default_manager.select_for_update(of=("self",)).get(pk=pk)
        if locked.state != ImportState.WRITING:
            return
        plan = flow.plan(locked, path)
        findings = flow.findings(plan)
        if findings.digest != locked.report.get("digest") or (findings.bad and not accept_good):
            notice = _("Something has changed since you looked. Nothing was written: look again.")
            _settle(locked, ImportState.CHECKED, findings.as_report(notice))
            return
        flow.write(locked, plan, by=by, report=reporter(pk))
        _settle(locked, ImportState.DONE, findings.as_report())


@contextmanager
def local_copy(file: FieldFile) -> Iterator[Path]:
    """Give the stored file a path on this machine for as long as it is read: the store may be elsewhere."""
    with NamedTemporaryFile(suffix=".xlsx") as copy:
        with file.open("rb") as source:
            shutil.copyfileobj(source, copy)
        copy.flush()
        yield Path(copy.name)


@contextmanager
def _failing_in_words(flow: ImportFlow[Record, Plan], record: Record) -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        _settle(record, ImportState.FAILED, {"notice": str(refusal), **flow.report_of(refusal)})
    except ValidationError as refusal:
        _settle(record, ImportState.FAILED, {"notice": "；".join(refusal.messages)})
    except Exception:  # whatever it is, nobody shall wait before a bar that never ends
        logger.exception("Import %s failed", record.pk)
        notice = _("Something failed on our side; nothing of the file was written. Upload it again, or call us.")
        _settle(record, ImportState.FAILED, {"notice": notice})


def _settle(record: FileImport, state: ImportState, report: dict[str, Any]) -> None:
    record.state, record.report = state, report
    record.save(update_fields=["state", "report"])
