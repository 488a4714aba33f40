"""Lists of people and units stand in the order of their sound, whoever wrote the name and however."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.models import Unit, UnitKind, User
from organizations.pinyin import LONGEST, sounded
from organizations.services.units import create_unit
from tests.factories.organizations import BureauFactory, TeamFactory, UserFactory

ALPHABET = frozenset(string.ascii_lowercase + string.digits)


def in_order(*names: str, is_person: bool = True) -> bool:
    keys = [sounded(name, is_person=is_person) for name in names]
    return keys == sorted(keys) and len(set(keys)) == len(keys)


def test_names_stand_by_sound_and_then_by_tone() -> None:
    assert in_order("安大山", "李四", "梁三", "王五", "张三")
    assert in_order("妈", "麻", "马", "骂", is_person=False)


def test_a_short_sound_stands_before_a_long_one_that_begins_alike() -> None:
    assert in_order("李昂", "梁一")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("单雄", "沙三", "申四"), ("仇英", "秦一", "屈二"), ("曾国", "曹一", "詹二"), ("尉迟恭", "于一", "袁二")],
)
def test_a_surname_is_read_as_a_surname(name: str, before: str, after: str) -> None:
    assert in_order(before, name, after)


def test_numbers_count_as_numbers() -> None:
    assert in_order("第2班", "第10班", "第100班", is_person=False)


@given(st.text(max_size=60))
def test_every_name_has_a_key_that_every_database_sorts_alike(name: str) -> None:
    key = sounded(name, is_person=True)

    assert len(key) <= LONGEST
    assert set(key) <= ALPHABET


@pytest.mark.django_db
def test_no_way_to_write_a_persons_name_forgets_its_sound() -> None:
    person: User = UserFactory(name="单雄")
    [many] = User.objects.bulk_create([User(name="仇英", password="!")])

    assert (person.sort_name, many.sort_name) == (sounded("单雄", is_person=True), sounded("仇英", is_person=True))

    person.name = "曾国"
    person.save(update_fields=["name"])
    assert User.objects.get(pk=person.pk).sort_name == sounded("曾国", is_person=True)

    person.name = "任一"
    User.objects.bulk_update([person], ["name"])
    assert User.objects.get(pk=person.pk).sort_name == sounded("任一", is_person=True)

    User.objects.filter(pk=person.pk).update(name="华佗")
    assert User.objects.get(pk=person.pk).sort_name == sounded("华佗", is_person=True)


@pytest.mark.django_db
def test_no_way_to_write_a_units_name_forgets_its_sound() -> None:
    made = create_unit(parent=BureauFactory(), kind=UnitKind.TOWN, name="大阳镇", by=None)
    team: Unit = TeamFactory(name="第3班")

    assert made.sort_name == sounded("大阳镇")
    assert Unit.objects.get(pk=team.pk).sort_name == sounded("第3班")

    Unit.objects.filter(pk=team.pk).update(name="第4班")
    assert Unit.objects.get(pk=team.pk).sort_name == sounded("第4班")
