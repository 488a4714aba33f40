"""The journal reduces to one answer a question, however its events travelled."""

from dataclasses import dataclass
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from exams.models import EventKind
from exams.reduction import answers

PHONES = [UUID(int=number) for number in range(3)]


@dataclass
class Event:
    pk: int
    device: UUID
    seq: int
    slot: int | None
    value: object
    kind: str = EventKind.ANSWER


def journals() -> st.SearchStrategy[list[Event]]:
    """Journals as the database would hold them: receipt order, and no number twice on one device."""
    said = st.tuples(st.sampled_from(PHONES), st.integers(0, 50), st.integers(0, 4), st.sets(st.sampled_from("ABCD")))
    unique = st.lists(said, unique_by=lambda event: (event[0], event[1]), max_size=40)
    return unique.map(
        lambda rows: [Event(pk, device, seq, slot, sorted(keys)) for pk, (device, seq, slot, keys) in enumerate(rows)]
    )


@given(journals(), st.randoms())
def test_the_order_in_which_events_are_read_does_not_matter(journal: list[Event], rng: object) -> None:
    shuffled = list(journal)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]

    assert answers(shuffled) == answers(journal)


@given(journals())
def test_on_one_phone_the_last_choice_wins_however_late_the_others_came(journal: list[Event]) -> None:
    alone = [event for event in journal if event.device == PHONES[0]]

    for slot, chosen in answers(alone).items():
        last = max((event for event in alone if event.slot == slot), key=lambda event: event.seq)
        assert chosen == last.value


@given(journals())
def test_between_phones_the_one_heard_last_wins(journal: list[Event]) -> None:
    reduced = answers(journal)

    for slot, chosen in reduced.items():
        newest = {}
        for event in sorted((e for e in journal if e.slot == slot), key=lambda event: event.seq):
            newest[event.device] = event
        assert chosen == max(newest.values(), key=lambda event: event.pk).value


@given(journals())
def test_every_question_that_was_touched_has_an_answer_and_no_other(journal: list[Event]) -> None:
    assert set(answers(journal)) == {event.slot for event in journal}


def test_marks_and_absences_are_no_answers() -> None:
    journal = [Event(1, PHONES[0], 0, 3, True, EventKind.FLAG), Event(2, PHONES[0], 1, None, 12, EventKind.BACK)]

    assert answers(journal) == {}


def test_a_cleared_answer_is_empty_and_not_the_one_before() -> None:
    journal = [Event(1, PHONES[0], 0, 0, ["A"]), Event(2, PHONES[0], 1, 0, [])]

    assert answers(journal) == {0: []}
