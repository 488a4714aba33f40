"""Checking a receipt at the site: for everybody, with no score, and not by guessing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from PIL import Image

from exams.models import Attempt
from exams.receipts.codes import new_receipt
from exams.receipts.facts import facts_of
from exams.receipts.keys import signing_key
from exams.receipts.signed import read_signed, signed_text
from exams.services.sittings import void_attempt
from exams.views.receipts import WRONG_CODES_ALLOWED
from organizations.models import Role, User
from tests.factories.organizations import County, phone_of, staff
from tests.factories.sittings import an_exam, sit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def attempt(county: County, worker: User) -> Attempt:
    return sit(an_exam(county.enterprise), worker, right=4)


def page_of(attempt: Attempt, **query: str) -> str:
    response = Client().get(f"/receipts/{attempt.receipt}/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_anybody_sees_whether_a_receipt_is_valid_but_no_score_and_no_name(attempt: Attempt, worker: User) -> None:
    page = page_of(attempt)

    assert 'data-tone="ok"' in page
    assert attempt.enterprise.shown_name in page
    assert worker.name not in page
    assert str(attempt.pk) not in page
    assert not re.search(r"(?<!\*)\b80\b", page)  # his masked number may end with it


def test_the_qr_code_of_the_receipt_page_leads_there_with_its_signature(attempt: Attempt, worker: User) -> None:
    page = phone_of(worker).get(f"/attempts/{attempt.pk}/receipt/").content.decode()

    assert "<svg" in page
    assert 'data-tone="ok"' in page_of(attempt, r=signed_text(facts_of(attempt)))


def test_a_forged_signature_makes_it_invalid(attempt: Attempt) -> None:
    text = signed_text(facts_of(attempt))

    page = page_of(attempt, r=f"{text[:-4]}AAAA")

    assert '<h1 class="says" data-tone="bad">' in page


def test_a_genuine_signature_of_another_receipt_makes_it_invalid(attempt: Attempt) -> None:
    other = replace(facts_of(attempt), code="7K3M-92QF")

    assert '<h1 class="says" data-tone="bad">' in page_of(attempt, r=signed_text(other))


def test_a_receipt_from_before_late_answers_is_called_older(attempt: Attempt) -> None:
    earlier = replace(facts_of(attempt), received=3, digest="B" * 22)

    page = page_of(attempt, r=signed_text(earlier))

    assert '<h1 class="says" data-tone="ok">' in page
    assert 'class="note" data-tone="warn"' in page


def test_a_voided_sitting_is_told_without_its_reason(attempt: Attempt, county: County) -> None:
    one, two = (staff(Role.SAFETY_OFFICER, county.enterprise) for _person in range(2))
    void_attempt(attempt=attempt, reason="有人替考", by=one, approved_by=two)

    page = page_of(attempt)

    assert '<h1 class="says" data-tone="bad">' in page
    assert "有人替考" not in page


@pytest.mark.parametrize("code", ["7K3M-92QF", "nonsense", "7K3M"])
def test_a_wrong_code_gets_a_plain_sentence(code: str) -> None:
    response = Client().get(f"/receipts/{code}/")

    assert response.status_code == 404
    assert 'role="alert"' in response.content.decode()


def test_guessing_ends_soon_and_right_codes_cost_nothing(attempt: Attempt) -> None:
    client = Client()
    for _right in range(5):
        assert client.get(f"/receipts/{attempt.receipt}/").status_code == 200

    answers = [client.get(f"/receipts/{new_receipt()}/").status_code for _guess in range(WRONG_CODES_ALLOWED + 1)]

    assert answers == [404] * WRONG_CODES_ALLOWED + [429]
    assert client.get(f"/receipts/{attempt.receipt}/").status_code == 429
    assert client.get(f"/receipts/{attempt.receipt}/", REMOTE_ADDR="10.1.2.3").status_code == 200


def test_a_typed_code_and_a_pasted_qr_code_lead_to_the_same_page(attempt: Attempt) -> None:
    text = signed_text(facts_of(attempt))
    typed = Client().get("/receipts/", {"code": (attempt.receipt or "").lower().replace("-", " ")})
    pasted = Client().get("/receipts/", {"code": f"http://testserver/receipts/{attempt.receipt}/?r={text}"})
    bare = Client().get("/receipts/", {"code": text})

    assert typed["Location"] == f"/receipts/{attempt.receipt}/"
    assert pasted["Location"] == bare["Location"] == f"/receipts/{attempt.receipt}/?r={text}"


def test_the_public_keys_are_there_for_everybody() -> None:
    published = Client().get("/receipts/keys.json").json()

    assert [key["id"] for key in published["keys"] if key["signs"]] == [signing_key().id]


def test_the_checking_page_is_one_file_with_the_keys_inside() -> None:
    response = Client().get("/receipts/checker.html")
    page = response.content.decode()

    assert "attachment" in response["Content-Disposition"]
    assert signing_key().id in page
    assert not re.search(r'(src|href)="', page)


def test_the_picture_to_keep_is_small_and_only_his(attempt: Attempt, worker: User, county: County) -> None:
    answer = phone_of(worker).get(f"/attempts/{attempt.pk}/receipt.png")

    assert Image.open(BytesIO(answer.content)).width == 720
    assert len(answer.content) < 40_000
    assert Client().get(f"/attempts/{attempt.pk}/receipt.png").status_code == 302


def test_a_sitting_voided_under_way_has_no_receipt_to_show(attempt: Attempt, worker: User) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(state="in_progress", finished_at=None, receipt=None, score=None)
    Attempt.objects.filter(pk=attempt.pk).update(
        state="voided", void_reason="停电", voided_by=worker, void_approved_by=staff(Role.SAFETY_OFFICER, attempt.unit)
    )
    client = phone_of(worker)

    page = client.get(f"/attempts/{attempt.pk}/receipt/")
    assert page.status_code == 200
    assert '<footer class="dock">' in page.content.decode()  # a way on
    assert client.get(f"/attempts/{attempt.pk}/receipt.png").status_code == 404


def test_what_the_qr_code_holds_can_be_read_without_the_site(attempt: Attempt) -> None:
    said = read_signed(signed_text(facts_of(attempt))).facts

    assert json.dumps([said.code, said.received, said.total]) == json.dumps([attempt.receipt, 5, 5])
