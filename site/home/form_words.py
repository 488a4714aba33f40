"""What every form says of a field that is wrong. Django's other sentences are translated in `locale_overrides`."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


def ask_for_a_choice() -> None:
    """Let a field with choices ask for one, where Django asks for words."""
    for field in (forms.ChoiceField, forms.ModelMultipleChoiceField):
        field.default_error_messages = field.default_error_messages | {"required": _("Choose one, please.")}
