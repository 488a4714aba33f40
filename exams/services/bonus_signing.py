"""Signing a bonus sheet: the safety officer first, then the head, which locks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from PIL import Image

from exams.bonus.drawing_up import stands_as_counted
from exams.errors import BonusRefused, NotApproved
from exams.models import AppealOutcome, BonusSheet, BonusSignature, SheetState, SignedAs
from exams.pictures.small import small_picture
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User

BEFORE = {SignedAs.OFFICER: SheetState.PUBLISHED, SignedAs.HEAD: SheetState.SIGNED}
AFTER = {SignedAs.OFFICER: SheetState.SIGNED, SignedAs.HEAD: SheetState.LOCKED}
LEAST_INK = 200  # pixels: less is a slip of the finger
DARK = 140  # of 255
MARGIN = 8  # pixels


@dataclass(frozen=True, slots=True)
class Drawn:
    """A signature as it came: a picture drawn with a finger, or the photo of one on paper."""

    filename: str
    content: bytes


@transaction.atomic
def sign_sheet(*, sheet: BonusSheet, signed_as: SignedAs, drawn: Drawn, by: User) -> BonusSignature:
    """Put the signature under the sheet; with the head's it is locked and never changes again.

    Raises BonusRefused while `why_not_yet` has a reason; NotApproved for who has signed it already; BadFile.
    """
    sheet = BonusSheet.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=sheet.pk)
    if sheet.signatures.standing().filter(by=by).exists():
        raise NotApproved(_("You have signed this sheet already: the second signature is another person's."))
    if reason := why_not_yet(sheet, signed_as):
        raise BonusRefused(reason)
    if not stands_as_counted(sheet):
        raise BonusRefused(_("Something has changed since this sheet was counted. Count it again before it is signed."))
    picture = _ink(drawn)
    now = timezone.now()
    signature = BonusSignature(sheet=sheet, signed_as=signed_as, by=by, name=by.name, at=now, digest=sheet.digest)
    signature.file.save("", ContentFile(picture), save=False)
    signature.save()
    sheet.state = AFTER[signed_as]
    sheet.locked_at = now if sheet.state == SheetState.LOCKED else None
    sheet.save(update_fields=["state", "locked_at"])
    record("bonus.sign", by=by, subject=sheet, unit=sheet.enterprise, signed_as=signed_as.value, mark=sheet.mark)
    return signature


def why_not_yet(sheet: BonusSheet, signed_as: SignedAs) -> str:
    """Return why it can't be signed as that now, in a sentence; empty when it can. At most two queries."""
    if sheet.state == SheetState.LOCKED:
        return _("The sheet is locked: both have signed.")
    if sheet.state == SheetState.COMPUTED:
        return _("First show it to the teams.")
    if signed_as == SignedAs.HEAD and sheet.state == SheetState.PUBLISHED:
        return _("After the safety officer.")
    if sheet.state != BEFORE[signed_as]:
        return _("The safety officer has signed it already.")
    return _appeals_first(sheet, timezone.now())


def _appeals_first(sheet: BonusSheet, now: datetime) -> str:
    if sheet.appeals_until is not None and now < sheet.appeals_until:
        until = date_format(timezone.localtime(sheet.appeals_until), "n月j日 H:i")
        return _("When the time for appeals is over: %s.") % until
    if waiting := sheet.appeals.open().count():
        return _("When the appeals are answered; %d waits.") % waiting
    upheld = sheet.appeals.filter(outcome=AppealOutcome.UPHELD, answered_at__gt=F("sheet__computed_at"))
    if upheld.exists():
        return _("An appeal was upheld: count the sheet again first.")
    return ""


def _ink(drawn: Drawn) -> bytes:
    """Return the picture small, on white, with nothing but the signature in it, as WebP.

    Raises BonusRefused for an empty one, BadFile for what is no picture.
    """
    small = small_picture(drawn.content, filename=drawn.filename)
    with Image.open(BytesIO(small.content)) as opened:
        image = opened.convert("RGB")
    dark = image.convert("L").point(lambda light: 255 if light < DARK else 0)
    box = dark.getbbox()
    if box is None or dark.histogram()[255] < LEAST_INK:
        raise BonusRefused(_("There is no signature yet: write your name in the field."))
    left, top, right, bottom = box
    wide, high = image.size
    cut = image.crop(
        (max(0, left - MARGIN), max(0, top - MARGIN), min(wide, right + MARGIN), min(high, bottom + MARGIN))
    )
    file = BytesIO()
    cut.save(file, "WEBP", quality=90)
    return file.getvalue()
