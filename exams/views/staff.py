"""The way to the desk's pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from organizations.http import SignedInRequest
from organizations.scopes import Reach, has_any

P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
Door = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def for_staff(reach: Reach) -> Callable[[View[P]], Door[P]]:
    """Ask for the password where the session has none, and refuse whoever may do this nowhere."""

    def decorate(view: View[P]) -> Door[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not (request.user.is_authenticated and request.user.acts_as_staff):
                return redirect_to_login(request.get_full_path(), reverse("organizations:staff_sign_in"))
            if not has_any(request.user, reach):
                raise PermissionDenied
            return view(cast("SignedInRequest", request), *args, **kwargs)

        return guarded

    return decorate
