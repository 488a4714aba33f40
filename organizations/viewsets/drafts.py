"""What is drafted first and stands once it is out: a draft is changed and discarded, what is out is only looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from organizations.viewsets.base import ScopedIndexView, ScopedViewSet
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from organizations.scopes import Reach
    from organizations.viewsets.policy import Reader


class DraftPolicy(ReachPolicy):
    """Who has the reach sees and makes all of them; only what meets `drafts` is changed or discarded."""

    def __init__(self, model: type[Model], *, at: str, drafts: Q, reach: Reach) -> None:
        super().__init__(model, at=at, view=reach, add=reach, change=reach, delete=reach)
        self.drafts = drafts

    def reached(self, user: Reader, action: str) -> Q:
        reached = super().reached(user, action)
        return reached & self.drafts if action in {"change", "delete"} else reached


class DraftIndexView(ScopedIndexView):
    """The list. `page_of_one` is the name of the page that shows one whole, and from which a draft goes out."""

    page_of_one: str
    go_out_label: StrOrPromise = ""  # of a draft's button to that page; without one its title leads there

    def get_edit_url(self, instance: Model) -> str:
        """Return where the title leads: to the form of a draft, or to the page of one."""
        form = super().get_edit_url(instance) if self.go_out_label else None
        return form or reverse(self.page_of_one, args=(instance.pk,))

    def get_list_more_buttons(self, instance: Model) -> list[Any]:
        if instance.pk not in self.changeable:
            return []
        go_out, edit, discard = (
            reverse(name, args=(instance.pk,)) for name in (self.page_of_one, self.edit_url_name, self.delete_url_name)
        )
        offered = [Button(self.go_out_label, url=go_out, icon_name="check", priority=10)] if self.go_out_label else []
        return [
            *offered,
            Button(_("Edit"), url=edit, icon_name="edit", priority=20),
            Button(_("Discard"), url=discard, icon_name="bin", priority=30),
        ]


class DraftDiscardView(generic.DeleteView):
    """Asks once more, then lets the service discard it: `delete_action` calls that."""

    page_title = _("Discard the draft")

    def get_queryset(self) -> QuerySet[Any]:
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "delete")


class DraftViewSet(ScopedViewSet):
    """The latest first, as its index view orders them."""

    views_offered: ClassVar[tuple[str, ...]] = ("index", "index_results", "add", "edit", "delete")
    ordering = None
