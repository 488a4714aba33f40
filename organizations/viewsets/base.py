"""View sets that show, open and offer only what is in the person's reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.generic import TemplateView
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from organizations.errors import Refused
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from organizations.models import User


class ScopedForm(WagtailAdminModelForm):
    """A form that offers what its reader may choose: `limit` narrows the choices to his reach."""

    for_user: User

    class Meta(WagtailAdminModelForm.Meta):
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit(self.for_user)

    def limit(self, user: User) -> None:
        """Narrow the choices of the fields to the person's reach."""


class ScopedIndexView(generic.IndexView):
    """The list of what is in reach; a row can be opened by who may change it."""

    changeable: frozenset[Any] = frozenset()

    def get_base_queryset(self) -> QuerySet[Any]:
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "view")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        shown = [row.pk for row in context["object_list"]]
        changeable = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        self.changeable = frozenset(changeable.filter(pk__in=shown).values_list("pk", flat=True))
        return context

    def get_edit_url(self, instance: Model) -> str | None:
        return super().get_edit_url(instance) if instance.pk in self.changeable else None

    @cached_property
    def add_item_label(self) -> str:
        return capfirst(gettext("New: %s") % self.model._meta.verbose_name)


class RefusalsInTheForm:
    """A refusal of the service becomes a sentence in the form."""

    def form_valid(self, form: ScopedForm) -> HttpResponseBase:
        view: Any = super()
        try:
            return view.form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
        return self.refused(form)

    def refused(self, form: ScopedForm) -> HttpResponseBase:
        this: Any = self
        this.produced_error_message = this.get_error_message()
        return this.form_invalid(form)


class ScopedCreateView(RefusalsInTheForm, generic.CreateView):
    """Making a record through its service."""


class ScopedEditView(RefusalsInTheForm, generic.EditView):
    """Changing a record in reach through its service; another's is not found."""

    def get_queryset(self) -> QuerySet[Any]:
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "change")


class ScopedObjectView(
    generic.PermissionCheckedMixin, generic.base.WagtailAdminTemplateMixin, generic.base.BaseObjectMixin, TemplateView
):
    """A page about one record in reach."""

    permission_required = "view"
    index_url_name = ""

    def get_base_object_queryset(self) -> QuerySet[Any]:
        return self.permission_policy.instances_user_has_permission_for(self.request.user, self.permission_required)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, above, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "object": self.object}


class ScopedViewSet(ModelViewSet):
    """A list, a page to make and one to change; Wagtail's copy, history and usage pages know no reach and are out."""

    permission_policy: ReachPolicy
    begin_label: StrOrPromise = ""  # on the first page of the admin; none means "New:" and what it makes
    index_view_class = ScopedIndexView
    add_view_class = ScopedCreateView
    edit_view_class = ScopedEditView
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    views_offered: ClassVar[tuple[str, ...]] = ("index", "index_results", "add", "edit")

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        closed = {f"{name}_url_name": None for name in ("history", "usage", "add", "edit", "delete")}
        offered = {f"{name}_url_name": self.get_url_name(name) for name in self.views_offered}
        return super().get_common_view_kwargs(**{**closed, **offered, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        offered = [pattern for pattern in super().get_urlpatterns() if pattern.name in self.views_offered]
        return [*offered, *self.own_urlpatterns()]

    def own_urlpatterns(self) -> list[URLPattern]:
        """Return the pages that this view set adds."""
        return []

    def object_path(self, route: str, view: type[ScopedObjectView], name: str, **kwargs: Any) -> URLPattern:
        """Return the pattern of a page about one record, below its key."""
        made = self.construct_view(view, **kwargs)
        return path(f"<{self.pk_path_converter}:pk>/{route}", made, name=name)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()  # roles decide, not groups


def reader(request: HttpRequest) -> User:
    """Return who is asking, behind the door of the admin."""
    user: Any = request.user
    return user
