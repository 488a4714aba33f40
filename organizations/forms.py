"""Forms for getting in, for one's own account, and for archives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from organizations.scopes import Reach, units_in_reach
from organizations.services.sign_in import PIN_LENGTH
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from organizations.models import User


def pin_field(label: _StrPromise) -> forms.CharField:
    attrs = {"inputmode": "numeric", "maxlength": PIN_LENGTH, "autocomplete": "off"}
    return forms.CharField(label=label, max_length=PIN_LENGTH, widget=forms.PasswordInput(attrs=attrs))


class WorkerSignInForm(forms.Form):
    """Number and PIN; the enterprise's code only where the page doesn't know it."""

    enterprise = forms.CharField(
        label=_("Code of the enterprise"),
        max_length=20,
        required=False,
        help_text=_("On the poster at the gate. Not needed with a phone number."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "organization"}),
    )
    account = forms.CharField(
        label=_("Phone or employee number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "username", "inputmode": "numeric"}),
    )
    pin = pin_field(_("PIN of 6 digits"))


class PinForm(forms.Form):
    """The PIN of somebody whose number or badge is known already."""

    pin = pin_field(_("PIN of 6 digits"))


class StaffSignInForm(forms.Form):
    """The desk: name (phone, CODE/number) and password."""

    username = forms.CharField(
        label=_("Sign-in name or phone"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"), max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class ChoosePasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic for the type checker alone
    """A password for the desk, twice, so that a slip of the thumb locks nobody out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label, second.label = _("New password"), _("Once more")
        first.help_text = _("At least 10 characters, not digits alone, and nothing that anyone would try first.")
        second.help_text = ""


class CodeForm(forms.Form):
    """The six digits that the second factor shows now."""

    code = forms.CharField(
        label=_("Code from your authenticator"),
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class NewPinForm(forms.Form):
    """A new PIN, twice, so that a slip of the thumb locks nobody out."""

    pin = pin_field(_("New PIN of 6 digits"))
    again = pin_field(_("Once more"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("pin") and data.get("again") and data["pin"] != data["again"]:
            self.add_error("again", _("The two are not the same."))
        return data


class ChangePinForm(NewPinForm):
    """Changing a PIN needs the old one: a phone left on the table is not enough."""

    old = pin_field(_("PIN until now"))
    field_order = ("old", "pin", "again")


class EnterpriseArchiveForm(forms.Form):
    """Which enterprise's archive; the only one is chosen already."""

    enterprise = UnitField(label=_("enterprise"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        enterprises = units_in_reach(user, Reach.TAKE_ARCHIVES).enterprises()
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]  # a choice field
        if enterprises.count() == 1:
            self.fields["enterprise"].initial = enterprises.get()
