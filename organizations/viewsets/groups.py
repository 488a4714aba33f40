"""What stands together in the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from organizations.imports_admin.roster import RosterImportViewSet
from organizations.viewsets.audit import AuditViewSet
from organizations.viewsets.grants import RoleGrantViewSet
from organizations.viewsets.units import UnitViewSet


class UnitsAndPeople(ViewSetGroup):
    """Units, who is in them, who may do what, and who did what."""

    menu_label = _("Units and people")
    menu_icon = "group"
    menu_order = 700
    items = (UnitViewSet, RosterImportViewSet, RoleGrantViewSet, AuditViewSet)
