"""Rosters: the form, the words, and the two tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.imports_admin.base import ImportIndexView, ImportViewSet, Listing, Number
from organizations.imports_admin.uploading import UploadForm
from organizations.models import RosterImport
from organizations.scopes import Reach, units_in_reach
from organizations.tasks import check_roster, write_roster_import
from organizations.viewsets.choices import UnitField
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from organizations.models import User

PERSON = (_("person's name"), _("employee number"))


class RosterForm(UploadForm):
    """The enterprise's roster as an .xlsx file."""

    most_bytes = settings.ROSTER_MAX_BYTES
    enterprise = UnitField(label=_("enterprise"))

    class Meta(UploadForm.Meta):
        model = RosterImport
        fields: tuple[str, ...] = ("enterprise", "file", "creates_units")
        help_texts = {
            "file": _(
                "An .xlsx table with the columns 姓名, 工号 and 班组; 手机号, 车间, 岗位, 用工形式 and 入职日期 too, "
                "where they are there. Any order. Who is missing from the file leaves the roster."
            )
        }

    def limit(self, user: User) -> None:
        enterprises: Any = self.fields["enterprise"]
        enterprises.queryset = units_in_reach(user, Reach.MANAGE_PEOPLE).enterprises()
        if enterprises.queryset.count() == 1:
            enterprises.initial = enterprises.queryset.get()


class RosterIndexView(ImportIndexView):
    def get_base_queryset(self) -> QuerySet[RosterImport]:
        return super().get_base_queryset().select_related("enterprise", "uploaded_by")


class RosterImportViewSet(ImportViewSet):
    model = RosterImport
    name = "admin_roster_imports"
    url_prefix = "roster-imports"
    menu_label = _("Roster import")
    begin_label = _("Import a roster")
    permission_policy = ReachPolicy(RosterImport, at="enterprise", view=Reach.MANAGE_PEOPLE, add=Reach.MANAGE_PEOPLE)
    index_view_class = RosterIndexView
    form_class = RosterForm
    belongs_to = _("enterprise")
    belongs_to_accessor = "enterprise.shown_name"
    advice = _(
        "Better mend the bad rows in the file and upload it again. If you write only the good rows, nobody leaves the "
        "roster by this file."
    )
    check_task = staticmethod(check_roster)
    write_task = staticmethod(write_roster_import)
    numbers = (
        Number("added", _("to be added"), _("added")),
        Number("moved", _("to be moved"), _("moved")),
        Number("changed", _("to be changed"), _("changed")),
        Number("left", _("to leave"), _("left")),
    )
    listings = (
        Listing("added", _("To be added"), (*PERSON, _("workshop / team"))),
        Listing("moved", _("To be moved"), (*PERSON, _("from"), _("to"))),
        Listing("changed", _("To be changed"), (*PERSON, _("what changes"))),
        Listing("left", _("To leave: they are not in the file"), (*PERSON, _("unit"))),
        Listing("new_units", _("New workshops and teams"), (_("workshop / team"),)),
    )
