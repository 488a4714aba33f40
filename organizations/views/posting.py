"""Addresses that forms are sent to, and that are no page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from organizations.http import SignedInRequest

P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]


def for_posts(page: Callable[..., str]) -> Callable[[View[P]], View[P]]:
    """Take posts, and send whoever opens or reloads the address to the page it belongs to.

    `page` is given the variable parts of the address by name, and returns the page's address. Below for_staff: who may
    not post here is refused first, and who signs in on the way comes back to a page.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def taking(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method in {"GET", "HEAD"}:
                return redirect(page(*args, **kwargs))
            if request.method != "POST":
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            return view(request, *args, **kwargs)

        return taking

    return decorate
