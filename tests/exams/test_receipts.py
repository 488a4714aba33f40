"""A receipt that anybody can check: what it says, who signed it, and what it is worth now."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from io import StringIO
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from exams.errors import ReceiptRefused
from exams.models import AnswerEvent, Attempt
from exams.receipts.codes import LETTERS, new_receipt, plain_code
from exams.receipts.facts import Facts, answers_digest, facts_of, masked_name, masked_number
from exams.receipts.keys import public_keys, short_text, signing_key
from exams.receipts.signed import read_signed, signed_text
from exams.receipts.standing import standing_of
from exams.services.sittings import void_attempt
from organizations.models import Role, User
from tests.factories.organizations import County, staff
from tests.factories.sittings import an_exam, sit

FACTS = Facts(
    "7K3M-92QF", "岗位安全知识考试", "郭**", "**17", datetime(2024, 3, 4, 6, 53, 6, tzinfo=UTC), 49, 50, "A" * 22
)
db = pytest.mark.django_db


@pytest.fixture
def attempt(county: County, worker: User) -> Attempt:
    return sit(an_exam(county.enterprise), worker, right=4)


def test_a_signed_receipt_says_what_it_was_made_of() -> None:
    signed = read_signed(f"https://example.cn/receipts/7K3M-92QF/?r={signed_text(FACTS)}")

    assert signed.facts == FACTS
    assert signed.key == signing_key()


@given(st.data())
def test_a_receipt_with_one_character_changed_is_refused(data: st.DataObject) -> None:
    text = signed_text(FACTS)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("ABCabc019-_.").filter(lambda char: char != text[place]))

    with pytest.raises(ReceiptRefused):
        read_signed(text[:place] + other + text[place + 1 :])


def test_an_earlier_key_stays_good_while_the_settings_name_it(settings: LazySettings) -> None:
    settings.RECEIPT_SECRET = "the first secret " * 4
    signed, earlier = signed_text(FACTS), signing_key()

    settings.RECEIPT_SECRET = "the second secret " * 4
    with pytest.raises(ReceiptRefused):
        read_signed(signed)
    settings.RECEIPT_OLD_KEYS = [short_text(earlier.raw)]

    assert read_signed(signed).key.id == earlier.id
    assert signing_key().id != earlier.id
    assert [key.signs for key in public_keys()] == [True, False]


@pytest.mark.parametrize(
    ("name", "shown"), [("王大山", "王**"), ("王山", "王*"), ("欧阳建国", "欧***")], ids=["three", "two", "four"]
)
def test_a_name_shows_no_more_than_its_first_character(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(("number", "shown"), [("0217", "**17"), ("17", "**"), ("", "")])
def test_an_employee_number_shows_no_more_than_its_end(number: str, shown: str) -> None:
    assert masked_number(number) == shown


@given(st.text(alphabet=LETTERS, min_size=8, max_size=8), st.sampled_from(["{}-{}", "{}{}", "{} {}", " {}-{}\n"]))
def test_a_code_is_found_however_it_is_typed(letters: str, form: str) -> None:
    typed = form.format(letters[:4], letters[4:])

    assert plain_code(typed) == plain_code(typed.lower()) == f"{letters[:4]}-{letters[4:]}"


@pytest.mark.parametrize("typed", ["", "7K3M", "7K3M-92Q0", "7K3M-92QFF", "../../etc", "王王王王-王王王王"])
def test_what_is_no_code_is_no_code(typed: str) -> None:
    assert plain_code(typed) == ""


def test_the_digest_changes_with_the_answers_and_with_the_sitting() -> None:
    one, other = uuid4(), uuid4()

    assert answers_digest(one, {0: ["A"], 1: []}) == answers_digest(one, {0: ["A"]})
    assert answers_digest(one, {0: ["A"]}) != answers_digest(one, {0: ["B"]})
    assert answers_digest(one, {0: ["A"]}) != answers_digest(other, {0: ["A"]})


@db
def test_a_receipt_tells_neither_the_score_nor_the_whole_name(attempt: Attempt, worker: User) -> None:
    facts = facts_of(attempt)

    assert worker.name not in repr(facts)
    assert facts.received == facts.total == 5
    assert {field.name for field in fields(facts)} == {
        *("code", "exam", "worker", "number", "finished_at", "received", "total", "digest"),
    }


@db
def test_a_handed_in_sitting_is_valid(attempt: Attempt) -> None:
    standing = standing_of(attempt.receipt or "")

    assert standing is not None
    assert standing.is_valid
    assert standing.facts == facts_of(attempt)


@db
def test_a_voided_sitting_is_not_valid_any_more(attempt: Attempt, county: County) -> None:
    one, two = (staff(Role.SAFETY_OFFICER, county.enterprise) for _person in range(2))
    void_attempt(attempt=attempt, reason="替考", by=one, approved_by=two)

    standing = standing_of(attempt.receipt or "")

    assert standing is not None
    assert not standing.is_valid


@db
def test_a_journal_changed_past_the_product_shows(attempt: Attempt) -> None:
    _tamper(AnswerEvent.objects.filter(attempt=attempt, slot=0).get())

    standing = standing_of(attempt.receipt or "")

    assert standing is not None
    assert not standing.is_as_graded


def _tamper(event: AnswerEvent) -> None:
    """As somebody with a database prompt would do it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exams_answerevent SET value = %s WHERE id = %s", ['["Z"]', event.pk])


@db
def test_nobody_is_found_by_a_code_that_was_never_given() -> None:
    assert standing_of(new_receipt()) is None


@db
def test_the_command_checks_a_code_and_what_a_qr_code_says(attempt: Attempt) -> None:
    out = StringIO()

    call_command("check_receipt", attempt.receipt, stdout=out)
    call_command(
        "check_receipt", f"http://x/receipts/{attempt.receipt}/?r={signed_text(facts_of(attempt))}", stdout=out
    )

    assert out.getvalue().count(attempt.receipt or "?") == 3


def test_the_command_needs_no_database_for_the_signature() -> None:
    out = StringIO()

    call_command("check_receipt", signed_text(FACTS), "--signature-only", stdout=out)

    assert "49/50" in out.getvalue()


@db
@pytest.mark.parametrize("text", ["7K3M-92QF", "no receipt", signed_text(FACTS)[:-1] + "!"])
def test_the_command_refuses_what_is_not_ours(text: str) -> None:
    with pytest.raises(CommandError):
        call_command("check_receipt", text)
