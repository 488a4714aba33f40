"""What differs between two versions: nothing of either is lost, and what stayed is shown as having stayed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courses.procedures.differences import Change, Piece, differences, in_pieces
from courses.procedures.steps import StepDraft

TEXTS = st.text("先后检查气0123.5%米A ", max_size=25)
STEPS = st.lists(st.builds(StepDraft, TEXTS, hazard=TEXTS, is_critical=st.booleans()), max_size=6)


def text_of(pieces: tuple[Piece, ...], *, without: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != without)


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_old_text_and_the_new_one(old: str, new: str) -> None:
    pieces = in_pieces(old, new)

    assert text_of(pieces, without=Change.NEW) == old
    assert text_of(pieces, without=Change.GONE) == new


@given(STEPS, STEPS)
def test_every_step_of_both_versions_stands_once_and_in_order(old: list[StepDraft], new: list[StepDraft]) -> None:
    changes = differences(old, new)

    assert [change.before for change in changes if change.before] == list(range(1, len(old) + 1))
    assert [change.now for change in changes if change.now] == list(range(1, len(new) + 1))
    for change in changes:
        assert (change.before is None) == (change.kind == Change.NEW)
        assert (change.now is None) == (change.kind == Change.GONE)


@given(STEPS)
def test_the_same_steps_do_not_differ(steps: list[StepDraft]) -> None:
    assert {change.kind for change in differences(steps, steps)} <= {Change.SAME}


def test_a_number_is_another_number_and_not_another_digit() -> None:
    assert in_pieces("距离不小于10米", "距离不小于15米") == (
        Piece(Change.SAME, "距离不小于"),
        Piece(Change.GONE, "10"),
        Piece(Change.NEW, "15"),
        Piece(Change.SAME, "米"),
    )


def test_a_step_put_between_leaves_the_others_as_they_were() -> None:
    first, last = StepDraft("停电、验电、挂牌"), StepDraft("恢复送电")
    between = StepDraft("接好临时接地线", is_critical=True)

    kinds = [(change.kind, change.before, change.now) for change in differences([first, last], [first, between, last])]

    assert kinds == [(Change.SAME, 1, 1), (Change.NEW, None, 2), (Change.SAME, 2, 3)]


def test_what_is_forbidden_stands_beside_its_heading_without_the_word_that_forbids() -> None:
    old, new = StepDraft("验电", forbidden="严禁带电接线"), StepDraft("验电", forbidden="禁止：带电接线、约时送电")

    [change] = differences([old], [new])
    [alone] = differences([], [new])

    assert change.words[1].pieces == (Piece(Change.SAME, "带电接线"), Piece(Change.NEW, "、约时送电"))
    assert alone.words[1].pieces == (Piece(Change.NEW, "带电接线、约时送电"),)


def test_becoming_a_critical_step_is_a_change() -> None:
    [change] = differences([StepDraft("验电")], [StepDraft("验电", is_critical=True)])

    assert change.kind == Change.CHANGED
    assert change.remark


def test_another_picture_is_a_change_and_both_are_told() -> None:
    old = [StepDraft("验电", picture=1), StepDraft("挂牌"), StepDraft("上锁", picture=3)]
    new = [StepDraft("验电", picture=2), StepDraft("挂牌", picture=4), StepDraft("上锁", picture=3)]

    changes = differences(old, new)

    assert [change.pictures for change in changes] == [(1, 2), (None, 4), (None, None)]
    assert [change.kind for change in changes] == [Change.CHANGED, Change.CHANGED, Change.SAME]
    assert len({change.remark for change in changes}) == 3
