"""The page of a case on a phone: light, its pictures in the right size, one button below that says what comes next."""

from __future__ import annotations

import gzip
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image

from courses.models import AccidentCasePage, Picture, Study
from courses.services.studying import answer_checks, attend, open_study
from organizations.models import Role, User
from tests.factories.courses import a_case, a_lecture
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db
MOST_BYTES = 60_000  # before pictures: the page as it is served, stylesheets and scripts as they are transferred
CHECK = {"question": "先做什么？", "options": ["停", "走"], "answer": "A", "explanation": "先停下来。"}
QUESTION = {"type": "check", "value": CHECK}


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team)


def a_photo(width: int, height: int) -> Picture:
    buffer = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(buffer, "JPEG")
    picture: Picture = Picture.objects.create(title="井口", file=ImageFile(buffer, name="photo.jpg"))
    return picture


def a_long_case() -> AccidentCasePage:
    text = "采空区里积着老空水，和采场只隔一层薄岩石，没有探清就往前采。"
    step = {"when": "2021-06-10 07:20", "what": text, "key": False}
    chain = {
        "source": "老空水",
        "barriers": [{"name": "隔水岩层", "failed": text}] * 8,
        "outcome": "13 人遇难",
        "is_our_reading": True,
    }
    law = {"text": "矿山安全法", "version": "2009-08-27", "article": "第十四条", "says": text}
    here = [{"question": f"第{n}处查清了吗？", "yes": "查清了", "no": "没查清", "safe": "yes"} for n in range(8)]
    return a_case(
        body=[
            {"type": "course", "value": [step] * 12},
            {"type": "causes", "value": {"direct": text, "indirect": [text] * 8}},
            {"type": "chain", "value": chain},
            {"type": "lessons", "value": [{"post": "采掘岗位", "text": text}] * 12},
            {"type": "checks", "value": here},
            {"type": "discuss", "value": [text] * 4},
            {"type": "laws", "value": [law] * 10},
        ],
        checks=[QUESTION] * 3,
    )


# ---- weight and pictures --------------------------------------------------------------------------------------------


def test_a_long_case_weighs_little_before_its_pictures(worker: User) -> None:
    html = phone_of(worker).get(a_long_case().url).text

    parts = {Path(settings.SITE) / "static" / path for path in re.findall(r'(?:href|src)="/static/([^"]+)"', html)}
    transferred = sum(len(gzip.compress(part.read_bytes())) for part in parts if part.suffix in {".css", ".js"})
    assert len(parts) > 4
    assert len(html.encode()) + transferred <= MOST_BYTES
    assert "@font-face" not in html


def test_a_picture_comes_in_the_size_of_the_screen_and_keeps_its_room(worker: User) -> None:
    case = a_case(body=[{"type": "illustration", "value": {"image": a_photo(2400, 1600).pk, "caption": "井口"}}])

    html = phone_of(worker).get(case.url).text

    [avif], [image] = re.findall(r"<source [^>]*>", html), re.findall(r"<img [^>]*>", html)
    assert 'type="image/avif"' in avif
    assert ".webp" in image
    for one in (avif, image):
        assert sorted(map(int, re.findall(r"(\d+)w\b", one))) == [360, 720, 1080]
        assert "100vw" in one
    assert 'loading="lazy"' in image
    assert re.search(r'width="\d+"', image)
    assert re.search(r'height="\d+"', image)


def test_a_small_picture_is_not_blown_up(worker: User) -> None:
    case = a_case(body=[{"type": "illustration", "value": {"image": a_photo(300, 200).pk, "caption": ""}}])
    assert "1080w" not in phone_of(worker).get(case.url).text


def test_slides_come_one_below_the_other_and_say_how_many_there_are(county: County, worker: User) -> None:
    pictures = [a_photo(800, 600).pk, a_photo(800, 600).pk]
    lecture = a_lecture(county.bureau, body=[{"type": "slides", "value": pictures}])
    html = phone_of(worker).get(lecture.url).text
    assert "1 / 2" in html
    assert "2 / 2" in html


# ---- the button below -----------------------------------------------------------------------------------------------


def dock(html: str) -> str:
    found = re.search(r'<(?:div|nav) class="dock.*?</(?:div|nav)>', html, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>|\s+", "", found.group())


def test_the_button_leads_to_the_questions_until_they_are_answered(worker: User) -> None:
    case, phone = a_case(checks=[QUESTION] * 3), phone_of(worker)

    assert dock(phone.get(case.url).text) == "最后有3道题"

    answer_checks(study_id=Study.objects.get().pk, answers=["A"] * 3, material=case.material)
    assert dock(phone.get(case.url).text) == "看看学了多少"


def test_what_is_learned_has_the_tab_bar_again(worker: User) -> None:
    case = a_case()
    attend(worker=worker, material=case.material, at=timezone.now())
    assert "学习" in dock(phone_of(worker).get(case.url).text)


def test_the_voice_hides_until_a_script_finds_one(worker: User) -> None:
    html = phone_of(worker).get(a_case().url).text
    button = re.search(r"<button[^>]*data-speak[^>]*>", html)
    assert button
    assert "hidden" in button.group()
    assert "data-spoken" in html


# ---- the questions --------------------------------------------------------------------------------------------------


def posted(worker: User, case: AccidentCasePage, **answers: str) -> str:
    phone = phone_of(worker)
    phone.get(case.url)
    return phone.post(case.url, {"answers": "1", **answers}).text


def test_a_wrong_answer_gives_nothing_away_and_an_open_one_is_named(worker: User) -> None:
    other = {**CHECK, "question": "再做什么？", "answer": "B", "explanation": "再走开。"}
    case = a_case(checks=[QUESTION, QUESTION, {"type": "check", "value": other}])

    html = posted(worker, case, **{"check-0": "A", "check-2": "A"})

    assert html.count("答对了") == 1
    assert html.count("A 不对，再看一遍") == 1
    assert html.count(" checked") == 1
    assert html.count("这题还没答") == 1
    assert "再走开。" not in html


def test_questions_that_were_passed_explain_themselves_later_too(worker: User) -> None:
    case = a_case(checks=[QUESTION])
    posted(worker, case, **{"check-0": "A"})

    html = phone_of(worker).get(case.url).text

    assert "先停下来。" in html
    assert "A. 停" in html
    assert 'name="check-0"' not in html


def test_before_the_first_answer_no_explanation_is_on_the_page(worker: User) -> None:
    assert "先停下来。" not in phone_of(worker).get(a_case(checks=[QUESTION]).url).text


# ---- for staff, and on paper ----------------------------------------------------------------------------------------


def test_staff_find_the_sheets_for_the_wall_and_a_worker_does_not(county: County, worker: User) -> None:
    case = a_case()
    for reader, found in ((desk_of(staff(Role.TEAM_LEADER, county.team)), True), (phone_of(worker), False)):
        assert (f"/cases/{case.slug}/board.pdf" in reader.get(case.url).text) is found


def test_on_paper_stands_the_whole_story_with_its_address(worker: User) -> None:
    case = a_long_case()
    html = phone_of(worker).get(f"{case.url}?print").text
    assert 'data-surface="print"' in html
    assert "13 人遇难" in html
    assert f"http://testserver/c/{case.pk}/" in html
    assert "<video" not in html


def test_reading_goes_on_while_one_prints(worker: User) -> None:
    case = a_case()
    opening = open_study(worker=worker, material=case.material).opening
    phone_of(worker).get(f"{case.url}?print")
    assert Study.objects.get().opening == opening
