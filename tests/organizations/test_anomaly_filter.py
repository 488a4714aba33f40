"""A list of what looks odd, narrowed to what is judged and to one kind."""

from __future__ import annotations

from collections import Counter

from django.db.models import TextChoices
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from organizations.views.anomaly_filter import AnomalyFilter


class Odd(TextChoices):
    EARLY = "early"
    LATE = "late"
    TWICE = "twice"


filters = st.builds(AnomalyFilter, st.just(Odd), judged=st.booleans(), kind=st.sampled_from(["", *Odd.values]))
counts = st.dictionaries(st.sampled_from(Odd.values), st.tuples(st.integers(0, 50), st.integers(0, 50)))


@given(filters)
def test_an_address_says_the_whole_filter(chosen: AnomalyFilter) -> None:
    assert AnomalyFilter.asked(QueryDict(chosen.query[1:]), Odd) == chosen


@given(st.text(), st.text())
def test_any_address_is_some_filter(state: str, kind: str) -> None:
    query = QueryDict(mutable=True)
    query.update({"list": state, "kind": kind})

    chosen = AnomalyFilter.asked(query, Odd)

    assert chosen.judged == (state == "judged")
    assert chosen.kind in {"", *Odd.values}


@given(filters, counts)
def test_state_and_kinds_are_shown_with_their_numbers(
    chosen: AnomalyFilter, counts: dict[str, tuple[int, int]]
) -> None:
    shown = chosen.shown(counts)
    of_kind = Counter({kind: pair[chosen.judged] for kind, pair in counts.items()})

    [here] = [state for state in _dicts(shown["states"]) if state["current"]]
    assert here["url"] == chosen.query
    assert _number(here) == (of_kind[chosen.kind] if chosen.kind else of_kind.total())
    kinds = _dicts(shown["kinds"])
    assert {kind["value"]: _number(kind) for kind in kinds} == dict(of_kind)
    assert {kind["value"] for kind in kinds if kind["current"]} == {chosen.kind} & counts.keys()
    assert shown["open"] == sum(open_ for open_, _judged in counts.values())


def _dicts(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def _number(shown: dict[str, object]) -> int:
    return int(str(shown["label"]).rpartition(" ")[2])
