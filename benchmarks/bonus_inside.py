"""What is measured inside one process: a sheet from its count to its supplement, and the pages that show it."""

from __future__ import annotations

import json
import resource
from datetime import timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

import django

from benchmarks.timing import timed

django.setup()

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402

from benchmarks.bonus_stage import MONTH  # noqa: E402
from exams.models import Attempt, BonusSheet, SignedAs  # noqa: E402
from exams.services.bonus_sheets import begin_supplement, compute_again, compute_sheet, publish_sheet  # noqa: E402
from exams.services.bonus_signing import Drawn, sign_sheet  # noqa: E402
from organizations.models import Unit, User  # noqa: E402

MOVED = 100


def signature() -> Drawn:
    picture = Image.new("RGB", (600, 200), "white")
    ImageDraw.Draw(picture).line([(40, 150), (200, 40), (520, 60)], fill=(10, 20, 30), width=7)
    file = BytesIO()
    picture.save(file, "PNG")
    return Drawn("name.png", file.getvalue())


def desk_of(user: User) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend="organizations.backends.PasswordBackend")
    return client


def look(client: Client, address: str) -> None:
    """Ask for a page, and read all of it."""
    answer = client.get(address, secure=True)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    answer.getvalue()


def move_some() -> None:
    moving = Attempt.objects.filter(score__lt=80).order_by("pk").values_list("pk", flat=True)[:MOVED]
    Attempt.objects.filter(pk__in=list(moving)).update(score=Decimal(100), passed=True)


def measure() -> dict[str, object]:
    """Take one sheet all the way and return what each step took."""
    enterprise = Unit.objects.enterprises().get()
    officer, head = (User.objects.get(name=name) for name in ("officer", "head"))
    page = f"/desk/bonus/{enterprise.code}/{MONTH:%Y-%m}/"
    desk = desk_of(officer)
    steps: dict[str, object] = {}
    steps["count and keep"] = timed(lambda: compute_sheet(enterprise=enterprise, month=MONTH, by=officer))
    sheet = BonusSheet.objects.get()
    steps["count again"] = timed(lambda: compute_again(sheet=sheet, reason="", by=officer))
    look(desk, page)  # the first page loads what every page needs
    steps["page at the desk"] = timed(lambda: look(desk, page))
    steps["publish"] = timed(lambda: publish_sheet(sheet=sheet, by=officer))
    BonusSheet.objects.update(appeals_until=timezone.now() - timedelta(seconds=1))
    for signed_as, by in ((SignedAs.OFFICER, officer), (SignedAs.HEAD, head)):
        sign = partial(sign_sheet, sheet=sheet, signed_as=signed_as, drawn=signature(), by=by)
        steps[f"sign as {signed_as}"] = timed(sign)
    steps["xlsx"] = timed(lambda: look(desk, f"{page}sheet.xlsx"))
    steps["pdf"] = timed(lambda: look(desk, f"{page}sheet.pdf"))
    move_some()
    steps["supplement"] = timed(
        lambda: begin_supplement(enterprise=enterprise, month=MONTH, reason="bench", by=officer)
    )
    lines = {sheet.number: sheet.lines.count() for sheet in BonusSheet.objects.order_by("number")}
    return {"lines": lines, "steps": steps, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


if __name__ == "__main__":
    print(json.dumps(measure()))
