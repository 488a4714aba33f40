"""The answer file: what a phone writes is read back as it was, and nothing else is read at all."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from hypothesis import given, settings
from hypothesis import strategies as st

from exams.answer_files.format import FiledEvent, file_key, read_answer_file
from exams.errors import AnswerFileRefused
from exams.models import EventKind
from exams.phone import MAX_SEQ
from exams.services.journal import PhoneEvent
from tests.factories.answer_files import file_bytes, plain_event, signed_line

pytestmark = pytest.mark.usefixtures("in_english")

ATTEMPT, OTHER = UUID(int=7), UUID(int=8)
MOMENT = datetime(2024, 3, 4, 6, 0, tzinfo=UTC)
ONE = FiledEvent(UUID(int=1), PhoneEvent(0, EventKind.ANSWER, 0, ["A"], MOMENT))
GOOD = file_bytes(ATTEMPT, [ONE], saved_at=MOMENT)


words = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=100)
values: dict[EventKind, st.SearchStrategy[Any]] = {
    EventKind.ANSWER: st.lists(words, max_size=5),
    EventKind.FLAG: st.booleans(),
    EventKind.BACK: st.integers(0, 10_000),
}


@st.composite
def filed_events(draw: st.DrawFn) -> FiledEvent:
    kind = draw(st.sampled_from(sorted(EventKind)))
    moment = datetime.fromtimestamp(draw(st.integers(1_700_000_000_000, 1_800_000_000_000)) / 1000, tz=UTC)
    slot = draw(st.none() | st.integers(0, 999))
    value = draw(values.get(kind, st.none()))
    return FiledEvent(draw(st.uuids()), PhoneEvent(draw(st.integers(0, MAX_SEQ)), kind, slot, value, moment))


@given(st.uuids(), st.lists(filed_events(), max_size=30))
def test_whatever_a_phone_held_is_read_back_as_it_was(attempt: UUID, events: list[FiledEvent]) -> None:
    sheet = read_answer_file(file_bytes(attempt, events, saved_at=MOMENT))

    assert (sheet.attempt, sheet.saved_at, list(sheet.events)) == (attempt, MOMENT, events)


@settings(max_examples=500)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_file_with_any_single_byte_edited_is_refused(place: int, byte: int) -> None:
    edited = bytes([*GOOD[:place], byte, *GOOD[place + 1 :]])

    if edited != GOOD:
        with pytest.raises(AnswerFileRefused):
            read_answer_file(edited)


@given(st.integers(0, len(GOOD) - 1))
def test_a_file_cut_anywhere_is_refused(end: int) -> None:
    with pytest.raises(AnswerFileRefused):
        read_answer_file(GOOD[:end])


@given(st.binary(max_size=300))
def test_what_is_no_answer_file_is_refused_and_nothing_worse(content: bytes) -> None:
    with pytest.raises(AnswerFileRefused):
        read_answer_file(content)


@pytest.mark.parametrize(
    "sent",
    [b"\xef\xbb\xbf" + GOOD, GOOD.replace(b"\n", b"\r\n"), GOOD + b"\r\n\r\n", b"\n" + GOOD],
    ids=["mark of Notepad", "line end of Windows", "blank lines below", "blank line above"],
)
def test_what_notepad_and_chat_programs_add_does_no_harm(sent: bytes) -> None:
    assert read_answer_file(sent) == read_answer_file(GOOD)


def test_who_edits_it_and_does_the_plain_sum_again_is_found_out() -> None:
    line, _end, sums = GOOD.replace(b'["A"]', b'["B"]').partition(b"\n")
    edited = line + b"\nsha256:" + hashlib.sha256(line).hexdigest().encode() + sums[71:]

    with pytest.raises(AnswerFileRefused, match="did not write it"):
        read_answer_file(edited)


def test_the_key_of_another_sitting_opens_nothing() -> None:
    with pytest.raises(AnswerFileRefused, match="did not write it"):
        read_answer_file(file_bytes(ATTEMPT, [ONE], key=file_key(OTHER)))


def test_the_key_of_the_page_is_that_of_its_sitting_alone() -> None:
    assert file_key(ATTEMPT) != file_key(OTHER)
    assert len(file_key(ATTEMPT)) == 64


@pytest.mark.parametrize(
    "event",
    [
        {"seq": 2**63},
        {"seq": -1},
        {"seq": "1"},
        {"kind": "cheat"},
        {"slot": 1000},
        {"at": 0},
        {"device": "mine"},
    ],
    ids=str,
)
def test_an_entry_that_no_page_writes_is_refused_even_with_right_sums(event: dict[str, object]) -> None:
    with pytest.raises(AnswerFileRefused, match="entry"):
        read_answer_file(file_bytes(ATTEMPT, [], events=[{**plain_event(ONE), **event}]))


@pytest.mark.parametrize("value", [{"a": 1}, ["x" * 101], ["\u200b撤人"], 1.5], ids=str)
def test_an_answer_that_no_journal_takes_is_counted_and_the_others_stay(value: object) -> None:
    bad = {**plain_event(ONE), "seq": 1, "value": value}

    sheet = read_answer_file(file_bytes(ATTEMPT, [], events=[plain_event(ONE), bad]))

    assert (sheet.events, sheet.unreadable) == ((ONE,), 1)


@pytest.mark.parametrize("events", [None, 3, "x", [3], [[]]], ids=str)
def test_no_list_of_entries_is_refused(events: object) -> None:
    with pytest.raises(AnswerFileRefused):
        read_answer_file(file_bytes(ATTEMPT, [], events=events))


def test_more_entries_than_a_sitting_can_have_are_refused() -> None:
    with pytest.raises(AnswerFileRefused, match="more entries"):
        read_answer_file(file_bytes(ATTEMPT, [], events=[3] * 5001))


@pytest.mark.parametrize("line", [b"[" * 5000, b"3", b"null", b'{"format":"jingzhong-answers-1","attempt":"7"}'])
def test_other_json_with_right_sums_is_refused(line: bytes) -> None:
    with pytest.raises(AnswerFileRefused):
        read_answer_file(signed_line(line, file_key(ATTEMPT)))


def test_ten_megabytes_are_refused_as_too_large() -> None:
    with pytest.raises(AnswerFileRefused, match="too large"):
        read_answer_file(b"x" * 10_000_000)


def test_a_file_from_before_the_secret_was_changed_is_read(settings: LazySettings) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "quite another secret"

    assert read_answer_file(GOOD).attempt == ATTEMPT
