"""Reading and signing the procedure of one's own post."""

from __future__ import annotations

import pytest

from courses.services.procedure_readings import NotHisPost, NotInForce, note_read, sign
from organizations.models import AuditEntry
from tests.factories.organizations import County, worker_of
from tests.factories.procedures import People, changed, holder_of, in_force

pytestmark = pytest.mark.django_db


def test_reading_is_noted_once_and_signed_once(county: County) -> None:
    worker, version = holder_of(county.team), in_force(county.enterprise, county.team)

    read = note_read(version=version, worker=worker)
    signed = sign(version=version, worker=worker)
    again = sign(version=version, worker=worker)

    assert read.pk == signed.pk == again.pk
    assert (read.signed_at, signed.unit) == (None, county.team)
    assert signed.signed_at == again.signed_at
    assert AuditEntry.objects.filter(action="procedure.sign").count() == 1


def test_only_who_holds_the_post_in_that_enterprise_signs(county: County) -> None:
    version = in_force(county.enterprise, county.team)

    for person in (worker_of(county.team), holder_of(county.neighbour_team)):
        with pytest.raises(NotHisPost):
            sign(version=version, worker=person)


def test_a_version_that_was_replaced_is_signed_no_more(county: County) -> None:
    worker, people = holder_of(county.team), People(county.enterprise, county.team)
    first = in_force(county.enterprise, county.team)
    sign(version=first, worker=worker)
    second = changed(first, people)

    with pytest.raises(NotInForce):
        sign(version=first, worker=worker)
    assert not second.readings.signed().exists()
    assert first.readings.signed().count() == 1
