"""Coverage: never above all, right in every tree, and where a person goes it goes with him."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from courses.coverage.counting import (
    Counted,
    Coverage,
    coverage_of,
    missing_from,
    missing_heads,
    receipts_of,
    roll_up,
)
from courses.services.studying import deliver, open_study
from organizations.models import Membership, Role, Unit, UnitKind, User
from organizations.services.memberships import leave, transfer
from tests.factories.courses import a_case
from tests.factories.learning import an_assignment, has_learned
from tests.factories.organizations import (
    County,
    EnterpriseFactory,
    PostFactory,
    TeamFactory,
    WorkshopFactory,
    staff,
    worker_of,
)

KINDS = {1: UnitKind.BUREAU, 2: UnitKind.TOWN, 3: UnitKind.ENTERPRISE, 4: UnitKind.WORKSHOP, 5: UnitKind.TEAM}
STEP = Unit.steplen


@dataclass(frozen=True)
class Tree:
    """Paths of units with (reached, expected) of the people directly in them, and of their heads."""

    people: dict[str, tuple[int, int]]
    heads: dict[str, tuple[int, int]]

    def paths(self) -> set[str]:
        return {path[:end] for path in (*self.people, *self.heads) for end in range(STEP, len(path) + 1, STEP)}


def shares() -> st.SearchStrategy[tuple[int, int]]:
    return st.integers(1, 30).flatmap(lambda expected: st.tuples(st.integers(0, expected), st.just(expected)))


def paths(depth: int) -> st.SearchStrategy[str]:
    return st.lists(st.integers(1, 3), min_size=depth, max_size=depth).map(
        lambda steps: "".join(f"{step:0{STEP}d}" for step in steps)
    )


def trees() -> st.SearchStrategy[Tree]:
    anywhere = st.one_of(paths(3), paths(4), paths(5))
    return st.builds(
        Tree,
        st.dictionaries(anywhere, shares(), max_size=12),
        st.dictionaries(paths(3), shares(), max_size=4),
    )


def rolled_up(tree: Tree, share: int) -> dict[str, Coverage]:
    kinds = {path: KINDS[len(path) // STEP] for path in tree.paths()}
    people = [Counted(path, *numbers) for path, numbers in tree.people.items()]
    heads = [Counted(path, *numbers) for path, numbers in tree.heads.items()]
    return roll_up(people, heads, kinds, share)


def counted_by_hand(tree: Tree, at: str, depth: int, share: int) -> tuple[int, int]:
    """How many teams (depth 5) or workshops (depth 4) below a path are reached, and how many there are."""
    below = {path[: depth * STEP] for path in tree.people if path.startswith(at) and len(path) >= depth * STEP}
    reached = 0
    for unit in below:
        numbers = [value for path, value in tree.people.items() if path.startswith(unit)]
        reached += sum(done for done, _all in numbers) * 100 >= share * sum(every for _done, every in numbers)
    return reached, len(below)


@given(trees(), st.integers(1, 100))
def test_no_share_is_ever_above_all(tree: Tree, share: int) -> None:
    for coverage in rolled_up(tree, share).values():
        for part in (coverage.workers, coverage.teams, coverage.workshops, coverage.heads):
            assert 0 <= part.reached <= part.expected
            assert 0 <= part.percent <= 100
            assert (part.percent == 100) == (part.expected > 0 and part.missing == 0)


@given(trees(), st.integers(1, 100))
def test_every_unit_is_the_sum_of_what_lies_below_it(tree: Tree, share: int) -> None:
    found = rolled_up(tree, share)

    for path in tree.paths():
        mine = [value for place, value in tree.people.items() if place.startswith(path)]
        workers, coverage = found[path].workers, found[path]
        assert (workers.reached, workers.expected) == (sum(d for d, _e in mine), sum(e for _d, e in mine))
        whole_path_depth = len(path) // STEP
        if whole_path_depth <= 5:
            assert (coverage.teams.reached, coverage.teams.expected) == counted_by_hand(tree, path, 5, share)
        if whole_path_depth <= 4:
            assert (coverage.workshops.reached, coverage.workshops.expected) == counted_by_hand(tree, path, 4, share)


@pytest.mark.parametrize("seed", range(4))
def test_a_random_enterprise_is_counted_as_one_would_by_hand(county: County, seed: int) -> None:
    chance = random.Random(seed)
    teams = [TeamFactory(parent=WorkshopFactory(parent=county.enterprise)) for _number in range(3)] + [county.team]
    people = [worker_of(chance.choice(teams)) for _number in range(12)]
    assignment = an_assignment(county.town, needed_share=60, pages=[a_case(), a_case("另一起")])
    done = {person for person in people if chance.random() < 0.6}
    for person in done:
        has_learned(person, assignment)

    found = coverage_of(assignment)[county.town.path]

    by_team = {team: set(User.objects.filter(memberships__unit=team)) for team in teams}
    expected = [team for team, members in by_team.items() if members]
    reached = [team for team in expected if len(by_team[team] & done) * 100 >= 60 * len(by_team[team])]
    assert (found.workers.reached, found.workers.expected) == (len(done), len(people))
    assert (found.teams.reached, found.teams.expected) == (len(reached), len(expected))
    assert {place.user for place in missing_from(assignment)} == set(people) - done


def test_who_transfers_takes_his_learning_along(county: County) -> None:
    learned, other = worker_of(county.team), worker_of(county.neighbour_team)
    assignment = an_assignment(county.bureau)
    has_learned(learned, assignment)

    assert coverage_of(assignment)[county.enterprise.path].workers.reached == 1
    transfer(user=learned, to=county.neighbour_team, employee_no="77", by=None)

    found = coverage_of(assignment)
    assert found[county.enterprise.path].workers.expected == 0
    neighbour = found[county.neighbour.path].workers
    assert (neighbour.reached, neighbour.expected) == (1, 2)
    assert {place.user for place in missing_from(assignment)} == {other}


def test_who_leaves_is_no_longer_expected_and_who_joins_is(county: County) -> None:
    leaver = worker_of(county.team)
    assignment = an_assignment(county.enterprise)
    leave(user=leaver, by=None)

    assert coverage_of(assignment)[county.enterprise.path].workers.expected == 0
    newcomer = worker_of(county.team)
    assert [place.user for place in missing_from(assignment)] == [newcomer]


def test_only_the_industries_and_posts_that_are_named_are_expected(county: County) -> None:
    furnace = PostFactory(name="炉前工")
    [smelter] = [EnterpriseFactory(parent=county.town, industry="metallurgy")]
    tapper = worker_of(TeamFactory(parent=WorkshopFactory(parent=smelter)))
    Membership.objects.filter(user=tapper).update(post=furnace)
    worker_of(county.team)

    of_post = an_assignment(county.bureau, posts=[furnace])
    of_industry = an_assignment(county.bureau, industries=["metallurgy"])

    for assignment in (of_post, of_industry):
        assert [place.user for place in missing_from(assignment)] == [tapper]


def test_heads_are_reached_themselves(county: County) -> None:
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)
    assignment = an_assignment(county.town)

    assert coverage_of(assignment)[county.town.path].heads.missing == 1
    has_learned(head, assignment)
    assert coverage_of(assignment)[county.town.path].heads.percent == 100


def test_an_enterprise_without_a_head_is_a_gap_with_a_name(county: County) -> None:
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)
    assignment = an_assignment(county.bureau)
    has_learned(head, assignment)

    heads = coverage_of(assignment)[county.bureau.path].heads
    assert (heads.reached, heads.expected) == (1, 2)
    assert [(missing.enterprise, missing.head) for missing in missing_heads(assignment)] == [(county.neighbour, None)]


def test_a_head_who_has_not_learned_it_is_named(county: County) -> None:
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)
    assert [missing.head for missing in missing_heads(an_assignment(county.enterprise))] == [head]


def test_what_is_for_some_posts_asks_no_head(county: County) -> None:
    staff(Role.ENTERPRISE_HEAD, county.enterprise)
    assignment = an_assignment(county.enterprise, posts=[PostFactory()])

    assert missing_heads(assignment) == []
    assert coverage_of(assignment) == {}


def test_a_page_that_was_deleted_leaves_nobody_reached_by_accident(county: County) -> None:
    worker = worker_of(county.team)
    case = a_case()
    assignment = an_assignment(county.enterprise, pages=[case])
    has_learned(worker, assignment)
    case.delete()

    assert coverage_of(assignment)[county.enterprise.path].workers.reached == 0


def test_a_push_is_receipted_step_by_step(county: County) -> None:
    case = a_case()
    _asleep, delivered, opened, done = (worker_of(county.team) for _number in range(4))
    assignment = an_assignment(county.bureau, pages=[case], is_push=True)
    deliver(worker=delivered, materials=[case.material])
    open_study(worker=opened, material=case.material)
    has_learned(done, assignment)

    receipts = receipts_of(assignment)[county.enterprise.path]

    numbers = (receipts.expected, receipts.delivered, receipts.opened, receipts.read, receipts.completed)
    assert numbers == (4, 3, 2, 1, 1)


def test_coverage_costs_the_same_for_one_team_and_for_many(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assignment = an_assignment(county.bureau)
    for _number in range(6):
        has_learned(worker_of(TeamFactory(parent=WorkshopFactory(parent=county.enterprise))), assignment)

    with django_assert_max_num_queries(9):
        coverage_of(assignment)
