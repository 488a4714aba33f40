"""Growing the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Unit, UnitKind
from organizations.signals import enterprise_created, unit_renamed

if TYPE_CHECKING:
    from organizations.models import User


class NameTaken(Refused):
    """A sister unit has that name already."""


@transaction.atomic
def create_unit(
    *,
    parent: Unit | None,
    kind: UnitKind,
    name: str,
    code: str | None = None,
    industry: str = "",
    is_demo: bool = False,
    by: User | None,
) -> Unit:
    """Add a unit below its parent. Raises ValidationError for a parent or a field that doesn't fit, NameTaken."""
    unit = Unit(kind=kind, name=name.strip(), code=code or None, industry=industry, is_demo=is_demo)
    unit.check_parent(parent)
    unit.clean_fields(exclude=["path", "depth", "numchild"])
    unit.validate_unique(exclude=["path"])
    if parent is None:
        unit = Unit.add_root(instance=unit)
    else:
        parent = Unit.objects.select_for_update().get(pk=parent.pk)
        if parent.get_children().filter(name=unit.name).exists():
            raise NameTaken(_("“%(parent)s” has a unit named “%(name)s” already.") % {"parent": parent, "name": unit})
        unit = parent.add_child(instance=unit)
    record("unit.create", by=by, subject=unit, unit=unit, kind=kind, name=unit.name)
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, name: str, code: str | None = None, industry: str = "", by: User | None) -> Unit:
    """Give a unit its name, code and industry anew; kind and place in the tree stay.

    Raises ValidationError, NameTaken.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    old_name = unit.name
    unit.name, unit.code, unit.industry = name.strip(), code or None, industry
    if unit.get_siblings().exclude(pk=unit.pk).filter(name=unit.name).exists():
        raise NameTaken(_("Another unit beside it is named “%(name)s” already.") % {"name": unit.name})
    unit.full_clean(exclude=["path", "depth", "numchild"])
    unit.save(update_fields=["name", "code", "industry"])
    record("unit.change", by=by, subject=unit, unit=unit, name=unit.name)
    if unit.name != old_name:
        unit_renamed.send(sender=Unit, unit=unit)
    return unit


@transaction.atomic
def create_enterprise(
    *, parent: Unit, name: str, code: str, industry: str, is_demo: bool = False, by: User | None
) -> Unit:
    """Add an enterprise; its section of lectures, its collection and its editors' group come with it, or nothing does.

    Raises ValidationError, NameTaken.
    """
    enterprise = create_unit(
        parent=parent, kind=UnitKind.ENTERPRISE, name=name, code=code, industry=industry, is_demo=is_demo, by=by
    )
    enterprise_created.send(sender=Unit, enterprise=enterprise)
    return enterprise
