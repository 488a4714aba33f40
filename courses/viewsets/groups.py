"""What stands together in the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from courses.imports_admin.procedures import ProcedureImportViewSet
from courses.viewsets.procedures import ProcedureViewSet


class Procedures(ViewSetGroup):
    """How each post does its work."""

    menu_label = _("Procedures")
    menu_icon = "list-ol"
    menu_order = 200
    items = (ProcedureViewSet, ProcedureImportViewSet)
