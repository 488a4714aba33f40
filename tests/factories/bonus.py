"""Exams that move a bonus, sheets of them on each step of their way, and signatures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from exams.models import BonusAppeal, BonusBase, BonusSheet, BonusSignature, Exam, ExamState, SignedAs
from exams.services.bonus_appeals import say_appeal
from exams.services.bonus_sheets import compute_sheet, publish_sheet
from exams.services.bonus_signing import Drawn, sign_sheet
from organizations.models import Membership, Role, Unit, User
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, UserFactory, staff

MARCH = date(2024, 3, 1)


def march_exam(county: County, **fields: Any) -> Exam:
    """Return a closed exam of the county that moves the bonus of March."""
    exam: Exam = ExamFactory(**{"over": True, "owner": county.bureau, "bonus_month": MARCH, **fields})
    return exam


def member(unit: Unit, name: str = "职工", **fields: Any) -> Membership:
    place: Membership = MembershipFactory(unit=unit, user=UserFactory(name=name), **fields)
    return place


def sit_for(exam: Exam, place: Membership, score: str | None, **fields: Any) -> None:
    """Give the worker a seat; with a score he has sat, and passed from 80 on."""
    sat = {} if score is None else {"graded": True, "score": Decimal(score)}
    AttemptFactory(exam=exam, membership=place, **{**sat, **fields})


def base_of(place: Membership, yuan: str, by: User, month: date = MARCH) -> None:
    BonusBase.objects.create(
        enterprise=place.enterprise,
        month=month,
        worker=place.user,
        yuan=Decimal(yuan),
        brought_by=by,
        brought_at=timezone.now(),
    )


def a_team_of_three(county: County, exam: Exam | None = None) -> dict[str, Membership]:
    """Return three of one team by name: 安贵生 has 95, 白玉林 85, and 成志强 was absent."""
    exam = exam or march_exam(county)
    people = {}
    for number, (name, score) in enumerate((("安贵生", "95"), ("白玉林", "85"), ("成志强", None))):
        people[name] = member(county.team, name, employee_no=f"{number:03}")
        sit_for(exam, people[name], score)
    return people


def officer_of(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise, user__name="赵淑芳")


def head_of(county: County) -> User:
    return staff(Role.ENTERPRISE_HEAD, county.enterprise, user__name="钱有余")


def drawn() -> Drawn:
    """Return a signature as a finger draws it: ink on nothing."""
    return _picture(Image.new("RGBA", (600, 200), (0, 0, 0, 0)), "PNG")


def photographed() -> Drawn:
    """Return one on paper, as a phone takes it."""
    return _picture(Image.new("RGB", (900, 400), (214, 210, 203)), "JPEG")


def _picture(ground: Image.Image, kind: str) -> Drawn:
    strokes = [(40, 150), (200, 40), (320, 160), (520, 60)]
    ImageDraw.Draw(ground).line(strokes, fill=(10, 20, 30), width=7)
    file = BytesIO()
    ground.save(file, kind)
    return Drawn(f"name.{kind.lower()}", file.getvalue())


def blank() -> Drawn:
    """Return a field in which nobody has written."""
    file = BytesIO()
    Image.new("RGBA", (600, 200), (0, 0, 0, 0)).save(file, "PNG")
    return Drawn("name.png", file.getvalue())


def counted(county: County, by: User) -> BonusSheet:
    return compute_sheet(enterprise=county.enterprise, month=MARCH, by=by)


def after_the_window(sheet: BonusSheet) -> time_machine.travel:
    """Go to the hour after the last appeal can come."""
    sheet.refresh_from_db()
    assert sheet.appeals_until is not None
    return time_machine.travel(sheet.appeals_until + timedelta(hours=1))


def sign(sheet: BonusSheet, signed_as: SignedAs, by: User) -> BonusSignature:
    with after_the_window(sheet):
        return sign_sheet(sheet=sheet, signed_as=signed_as, drawn=drawn(), by=by)


def locked(sheet: BonusSheet, officer: User, head: User) -> BonusSheet:
    """Take a counted sheet all the way."""
    publish_sheet(sheet=sheet, by=officer)
    sign(sheet, SignedAs.OFFICER, officer)
    sign(sheet, SignedAs.HEAD, head)
    sheet.refresh_from_db()
    return sheet


YUAN = "417.31"  # stands nowhere but in a base amount


def a_shown_sheet(enterprise: Unit, worker: User) -> BonusSheet:
    """Return the sheet of the enterprise's March, published; the worker's base is YUAN."""
    Exam.objects.filter(bonus_month=MARCH).update(state=ExamState.CLOSED)
    place = worker.memberships.get()
    keeper = UserFactory()
    base_of(place, YUAN, keeper)
    return publish_sheet(sheet=compute_sheet(enterprise=enterprise, month=MARCH, by=keeper), by=keeper)


def an_appeal(sheet: BonusSheet, worker: User) -> BonusAppeal:
    return say_appeal(line=sheet.lines.get(worker=worker), text="我的不对", by=worker)


def a_withdrawn_signature(sheet: BonusSheet) -> BonusSignature:
    """Return a signature that holds no more; the sheet waits as before."""
    signature = BonusSignature(
        sheet=sheet, signed_as=SignedAs.OFFICER, by=UserFactory(), name="钱", at=timezone.now(), digest=sheet.digest
    )
    signature.withdrawn_at, signature.withdrawn_because = timezone.now(), "有误"
    signature.file.save("", ContentFile(drawn().content), save=False)
    signature.save()
    return signature
