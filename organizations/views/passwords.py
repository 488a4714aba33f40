"""The link's page: a person chooses the password that he signs in with at the desk."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from organizations.audit import address_of
from organizations.forms import ChoosePasswordForm
from organizations.models import User
from organizations.services.passwords import LinkRefused, choose_password, password_links
from organizations.views.sign_in import SIGN_IN_NAME


class ChoosePassword(PasswordResetConfirmView):
    """The token goes from the address into the session before a page is shown; a used or old link says so."""

    form_class = ChoosePasswordForm
    token_generator = password_links
    template_name = "organizations/choose_password.html"

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let nobody hear of the address with the token. The page with the form stays at the site's own policy: without
        a referrer a browser says of itself that it comes from nowhere, and its form is refused.
        """
        response = super().dispatch(*args, **kwargs)
        if kwargs["token"] != self.reset_url_token:
            response["Referrer-Policy"] = "no-referrer"
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        user: User = form.user
        token = self.request.session.pop(INTERNAL_RESET_SESSION_TOKEN)
        password, address = form.cleaned_data["new_password1"], address_of(self.request)
        try:
            choose_password(user=user, token=token, password=password, address=address)
        except LinkRefused:
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        logout(self.request)  # whoever was signed in on this phone: now it is the owner's turn
        self.request.session[SIGN_IN_NAME] = user.sign_in_name
        messages.success(self.request, _("The password is set. Sign in with “%s” and with it.") % user.sign_in_name)
        return redirect("organizations:staff_sign_in")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        form = context["form"]
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
        return super().render_to_response(context, status=status if self.validlink else HTTPStatus.GONE, **kwargs)
