"""Kinds of post in the admin: the curators name them, and the words by which the rosters do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courses.models import PostKind
from courses.services.post_kinds import keep_post_kind
from organizations.scopes import Reach
from organizations.viewsets.base import ScopedCreateView, ScopedEditView, ScopedForm, ScopedViewSet, reader
from organizations.viewsets.policy import CountyPolicy

if TYPE_CHECKING:
    from django import forms


class PostKindForm(ScopedForm):
    class Meta(ScopedForm.Meta):
        model = PostKind
        fields: tuple[str, ...] = ("name", "words", "place")


class PostKindCreateView(ScopedCreateView):
    def save_instance(self) -> PostKind:
        return keep_post_kind(kind=self.form.save(commit=False), by=reader(self.request))


class PostKindEditView(ScopedEditView):
    def save_instance(self) -> PostKind:
        return keep_post_kind(kind=self.form.save(commit=False), by=reader(self.request))


class PostKindViewSet(ScopedViewSet):
    model = PostKind
    name = "admin_post_kinds"
    url_prefix = "post-kinds"
    icon = "tag"
    add_to_settings_menu = True
    permission_policy = CountyPolicy(
        PostKind, view=Reach.CURATE_CASES, add=Reach.CURATE_CASES, change=Reach.CURATE_CASES
    )
    add_view_class = PostKindCreateView
    edit_view_class = PostKindEditView
    list_display = ("name", "words")
    search_fields = ("name", "words")

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[PostKind]]:
        return PostKindForm
