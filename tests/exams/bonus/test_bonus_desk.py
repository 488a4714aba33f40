"""The way of a sheet by the pages: keep, show, appeal, answer, sign twice, supplement; on paper and as a table."""

from __future__ import annotations

from base64 import b64encode
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
import time_machine
from django.test import Client
from django.utils.translation import gettext as _
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from exams.models import AppealOutcome, Attempt, BonusAppeal, BonusSheet, SheetState
from exams.services.bonus_appeals import answer_appeal
from exams.services.bonus_touched import touch_by_exam
from organizations.models import Membership, User
from tests.factories.bonus import (
    after_the_window,
    base_of,
    counted,
    drawn,
    locked,
    march_exam,
    member,
    photographed,
    sit_for,
)
from tests.factories.organizations import County, TeamFactory, desk_of, phone_of

pytestmark = pytest.mark.django_db
PAGE = "/desk/bonus/NEAR/2024-03/"


def regrade(place: Membership, score: str) -> None:
    seat = Attempt.objects.select_related("exam").get(worker=place.user)
    Attempt.objects.filter(pk=seat.pk).update(score=Decimal(score))
    touch_by_exam(exam=seat.exam, workers=[place.user_id])


def sign_by_hand(client: Client) -> None:
    picture = "data:image/png;base64," + b64encode(drawn().content).decode()
    assert client.post(f"{PAGE}sign/", {"drawn_png": picture}).status_code == 302


def test_the_whole_way_by_the_pages(county: County, people: dict[str, Membership], officer: User, boss: User) -> None:
    desk, head, phone = desk_of(officer), desk_of(boss), phone_of(people["白玉林"].user)
    desk.post(f"{PAGE}count/")
    desk.post(f"{PAGE}publish/", {"days": "2"})
    assert "/bonus/2024-03/" in phone.get("/bonus/").content.decode()
    assert phone.post("/bonus/2024-03/", {"text": "第37题不对"}).status_code == 302
    appeal = BonusAppeal.objects.get()
    desk.post(f"/desk/bonus/appeals/{appeal.pk}/", {"outcome": "rejected", "answer": "核对过，答案没错。"})
    assert "核对过，答案没错。" in phone.get("/bonus/2024-03/").content.decode()

    with after_the_window(BonusSheet.objects.get()):
        desk.force_login(officer, backend="organizations.backends.PasswordBackend")
        sign_by_hand(desk)
        head.force_login(boss, backend="organizations.backends.PasswordBackend")
        sign_by_hand(head)

    sheet = BonusSheet.objects.get()
    assert sheet.state == SheetState.LOCKED
    text = desk_of(officer).get(PAGE).content.decode()
    assert all(str(signature.pk) in text for signature in sheet.signatures.all())
    signature = desk_of(boss).get(f"/desk/bonus/signatures/{sheet.signatures.all()[0].pk}.webp")
    assert signature["Cache-Control"] == "private, no-store"


def test_a_photo_does_where_there_is_no_script_and_nothing_does_not(
    county: County, people: dict[str, Membership], officer: User
) -> None:
    desk = desk_of(officer)
    desk.post(f"{PAGE}count/")
    desk.post(f"{PAGE}publish/")
    with after_the_window(BonusSheet.objects.get()):
        desk.force_login(officer, backend="organizations.backends.PasswordBackend")
        photo = BytesIO(photographed().content)
        photo.name = "签字.jpg"
        assert desk.post(f"{PAGE}sign/").status_code == 422
        assert desk.post(f"{PAGE}sign/", {"photo": photo}).status_code == 302


def test_who_may_not_do_it_can_not_do_it_by_posting(
    county: County, people: dict[str, Membership], officer: User, boss: User
) -> None:
    head = desk_of(boss)
    for action in ("count", "publish", "supplement"):
        assert head.post(f"{PAGE}{action}/").status_code == 403
    counted(county, officer)
    assert head.get(f"{PAGE}sign/").status_code == 404
    assert BonusSheet.objects.get().state == SheetState.COMPUTED


def test_the_page_says_that_the_sheet_has_become_wrong(
    county: County, people: dict[str, Membership], officer: User
) -> None:
    counted(county, officer)
    assert not desk_of(officer).get(PAGE).context["standing"].is_stale
    regrade(people["白玉林"], "95")

    assert desk_of(officer).get(PAGE).context["standing"].is_stale


def test_a_supplement_is_begun_from_the_locked_page(
    county: County, people: dict[str, Membership], officer: User, boss: User
) -> None:
    locked(counted(county, officer), officer, boss)
    regrade(people["白玉林"], "95")
    desk = desk_of(officer)
    assert desk.get(PAGE).context["standing"].moved == 1

    made = desk.post(f"{PAGE}supplement/", {"reason": "第37题改分"})

    assert made["Location"] == f"{PAGE}?number=1"
    assert [line.name for line in desk.get(made["Location"]).context["lines"]] == ["白玉林"]
    assert desk.get(PAGE).context["standing"].moved == 0
    assert desk.get(f"{PAGE}?number=7").status_code == 404
    assert desk.get(f"{PAGE}?number=x").status_code == 404


def test_the_paper_has_sums_names_and_the_mark_on_every_page(
    county: County, people: dict[str, Membership], officer: User, boss: User
) -> None:
    exam = Attempt.objects.all()[0].exam
    for number in range(60):
        sit_for(exam, member(county.other_team, f"职工{number}号"), "85")
    for place in people.values():
        base_of(place, "400", officer)
    sheet = locked(counted(county, officer), officer, boss)

    content = desk_of(officer).get(f"{PAGE}sheet.pdf").content

    paper = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in paper]
    assert len(pages) > 2
    assert all(sheet.mark in page for page in pages)
    whole = "".join(pages)
    assert all(name in whole for name in ("安贵生", "赵淑芳", "钱有余", "420.00", "992.00"))


def test_the_table_of_a_signed_sheet_has_yuan_sums_and_who_signed(
    county: County, people: dict[str, Membership], officer: User, boss: User
) -> None:
    base_of(people["安贵生"], "400", officer)
    locked(counted(county, officer), officer, boss)

    content = b"".join(desk_of(officer).get(f"{PAGE}sheet.xlsx"))

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[8:10] for row in rows if "安贵生" in row] == [[400.0, 420.0]]
    assert [row[8:10] for row in rows if row[0] == _("Total, %d people") % 3] == [[400.0, 420.0]]
    assert any("赵淑芳" in str(row[0]) for row in rows)


def test_an_upheld_appeal_stands_on_the_page_until_it_is_counted_again(
    county: County, people: dict[str, Membership], officer: User
) -> None:
    desk = desk_of(officer)
    desk.post(f"{PAGE}count/")
    desk.post(f"{PAGE}publish/")
    phone_of(people["白玉林"].user).post("/bonus/2024-03/", {"text": "不对"})
    answer_appeal(appeal=BonusAppeal.objects.get(), outcome=AppealOutcome.UPHELD, answer="改了", by=officer)
    assert desk.get(PAGE).context["standing"].upheld == 1

    desk.post(f"{PAGE}count/", {"reason": "改了"})

    assert desk.get(PAGE).context["standing"].upheld == 0


def test_a_page_costs_the_same_whatever_the_size_of_the_sheet(
    county: County,
    people: dict[str, Membership],
    officer: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for team in (county.other_team, TeamFactory(parent=county.workshop)):
        for score in ("90", "70", None):
            sit_for(Attempt.objects.all()[0].exam, member(team), score)
    counted(county, officer)
    desk = desk_of(officer)
    desk.get(PAGE)

    with django_assert_num_queries(14):
        desk.get(PAGE)


def test_a_sheet_outside_its_exams_month_and_of_two_teams_says_so(county: County, officer: User) -> None:
    with time_machine.travel("2024-03-10"):
        march, second = march_exam(county), march_exam(county)
    place = member(county.team, "两头跑的")
    sit_for(march, place, "90")
    sit_for(second, place, "80", unit=county.other_team)

    line = counted(county, officer).lines.get()

    assert line.team == county.other_team
    assert county.team.name in line.remark
    assert county.other_team.name in line.remark
