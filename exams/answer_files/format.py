"""The answer file: what a phone saves that can't get through, and how it is read. No database.

Two lines of ASCII: a JSON object on the first, two sums over exactly its bytes on the second.

    {"format":"jingzhong-answers-1","attempt":uuid,"exam":title,"worker":employee number,"saved":milliseconds,
     "events":[{"device":uuid,"seq":…,"kind":…,"slot":…,"value":…,"at":milliseconds}, …]}
    sha256:<64 hex digits> hmac:<64 hex digits>

The first sum shows what was cut or damaged on the way; the second, made with the key of this one sitting, shows that
the exam page of this sitting wrote it (docs/adr/0013).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from exams.errors import AnswerFileRefused
from exams.phone import read_event, read_moment
from exams.services.journal import PhoneEvent

MAX_EVENTS = 5000  # a sitting of eight hours, a change every six seconds
SALT = "exams.answer_file"
SUMS = re.compile(rb"sha256:([0-9a-f]{64}) hmac:([0-9a-f]{64})")
OPENING = b'{"format":"jingzhong-answers-1","attempt":"'
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FiledEvent:
    """One event of the phone, and the opening of the page that it happened in."""

    device: UUID
    event: PhoneEvent


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """What an answer file says: whose sitting, when it was saved by the server's time as the phone reckoned it.

    `unreadable` counts the answers that no journal takes, such as words with signs that can't be printed.
    """

    attempt: UUID
    saved_at: datetime
    events: tuple[FiledEvent, ...]
    unreadable: int = 0


def file_key(attempt: UUID) -> str:
    """Return the key that the exam page of this sitting signs its answer file with: 64 hexadecimal digits."""
    return salted_hmac(SALT, str(attempt), algorithm="sha256").hexdigest()


def read_answer_file(content: bytes) -> AnswerSheet:
    """Return what the file says, once both sums are right.

    A byte order mark, line ends of Windows and blank lines around do no harm: Notepad and chat programs add them.
    Raises AnswerFileRefused with a sentence that can follow the file's name.
    """
    if len(content) > settings.ANSWER_FILE_MAX_BYTES:
        most = settings.ANSWER_FILE_MAX_BYTES // 1024
        raise AnswerFileRefused(_("it is far too large for an answer file; at most %d KB are taken.") % most)
    line, found, sums = content.removeprefix(BOM).strip().partition(b"\n")
    if not line.startswith(OPENING):
        raise AnswerFileRefused(_("it is no answer file of the exam page. Ask the worker for the file that it saved."))
    written = SUMS.fullmatch(sums)
    if not found or written is None:
        raise AnswerFileRefused(_("its end is missing or damaged. Have it sent once more, as a file."))
    line = line.removesuffix(b"\r")
    if hashlib.sha256(line).hexdigest() != written[1].decode():
        raise AnswerFileRefused(_("something in it was changed or damaged. Have it sent once more, as a file."))
    return _authentic(line, written[2].decode())


def _authentic(line: bytes, keyed_sum: str) -> AnswerSheet:
    try:
        data = json.loads(line)
        attempt = UUID(data["attempt"])
        if not any(hmac.compare_digest(keyed_sum, right) for right in _keyed_sums(attempt, line)):
            raise AnswerFileRefused(
                _("the exam page of this sitting did not write it: it was edited, or made by hand.")
            )
        return _sheet(data, attempt)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise AnswerFileRefused(_("an entry in it can't be read: no exam page writes such a one.")) from error


def _keyed_sums(attempt: UUID, line: bytes) -> list[str]:
    """Return the right sums: with the secret of now, and with earlier ones that the settings still name."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [salted_hmac(SALT, str(attempt), secret=secret, algorithm="sha256").hexdigest() for secret in secrets]
    return [hmac.digest(key.encode(), line, "sha256").hex() for key in keys]


def _sheet(data: dict[str, Any], attempt: UUID) -> AnswerSheet:
    events = data["events"]
    if len(events) > MAX_EVENTS:
        raise AnswerFileRefused(_("it holds more entries than a sitting can have."))
    filed = [_filed(event) for event in events]
    known = tuple(each for each in filed if each is not None)
    return AnswerSheet(attempt, read_moment(data["saved"]), known, len(filed) - len(known))


def _filed(event: dict[str, Any]) -> FiledEvent | None:
    """Return one entry; None where all of it is right but what was answered."""
    device = UUID(event["device"])
    try:
        return FiledEvent(device, read_event(event))
    except ValueError:
        read_event({**event, "value": None})
        return None
