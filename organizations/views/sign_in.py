"""Getting in: the worker's door, the staff's door, the second factor, the way out."""

from __future__ import annotations

import re
from time import time

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import devices_for_user, match_token

from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.forms import CodeForm, StaffSignInForm, WorkerSignInForm
from organizations.models import Outcome, Unit, User
from organizations.services.sign_in import (
    Account,
    check_lock,
    check_staff_password,
    open_staff_session,
    sign_in_with_pin,
)

ENTERPRISE_COOKIE = "enterprise"
CODE = re.compile(
    "[A-Z0-9]{2,20}"
)  # as units have them: whoever comes by phone number may have any word in his address
A_YEAR = 365 * 24 * 3600
WAITING_FOR_CODE = "waiting_for_code"
SIGN_IN_NAME = "sign_in_name"  # of who has just chosen a password
SECONDS_FOR_CODE = 5 * 60


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("pin")
def sign_in(request: HttpRequest) -> HttpResponse:
    """A worker's door. The enterprise comes with the address (?e=CODE) and is remembered by the phone."""
    form = WorkerSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["enterprise"] or _code(request)
        try:
            sign_in_with_pin(
                request, account=form.cleaned_data["account"], pin=form.cleaned_data["pin"], enterprise_code=code
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            response = redirect(_next(request))
            if CODE.fullmatch(code.upper()):
                response.set_cookie(ENTERPRISE_COOKIE, code.upper(), A_YEAR, httponly=True, samesite="Lax")
            return response
    context = {"form": form, "enterprise": _enterprise(request), "next": request.GET.get("next", "")}
    return render(request, "organizations/sign_in.html", context, status=401 if form.errors else 200)


def _code(request: HttpRequest) -> str:
    """Return the code of the enterprise that the address names, or that of the page he was sent here from, or that the
    phone remembers; empty where none does.
    """
    onward = QueryDict(request.GET.get("next", "").partition("?")[2])
    return request.GET.get("e", onward.get("e", request.COOKIES.get(ENTERPRISE_COOKIE, ""))).upper()


def _enterprise(request: HttpRequest) -> Unit | None:
    code = _code(request)
    return Unit.objects.enterprises().filter(code=code).first() if code else None


def _is_through(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.acts_as_staff


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password")
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    """The staff's door: a password, and the code of the second factor where the person has one.

    Who is through it already was sent back from a place that is not his: he goes to his desk, and reads why.
    """
    if request.method == "GET" and "next" in request.GET and _is_through(request):
        return redirect("home:desk")
    form = StaffSignInForm(request.POST or None, initial={"username": request.session.get(SIGN_IN_NAME, "")})
    if request.method == "POST" and form.is_valid():
        try:
            user = check_staff_password(request, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if any(devices_for_user(user)):
                waiting = {"user": user.pk, "backend": user.backend, "next": _next(request), "since": int(time())}
                request.session[WAITING_FOR_CODE] = waiting
                return redirect("organizations:second_factor")
            open_staff_session(request, user)
            return redirect(_next(request))
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "organizations/staff_sign_in.html", context, status=401 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of the authenticator; wrong ones count towards the lock-out like wrong passwords.

    A password proved more than SECONDS_FOR_CODE ago has to be proved again.
    """
    waiting = request.session.get(WAITING_FOR_CODE, {})
    user = User.objects.filter(pk=waiting.get("user"), is_active=True).first()
    if user is None or time() - waiting["since"] > SECONDS_FOR_CODE:
        return redirect("organizations:staff_sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = Account(user.username)
        try:
            check_lock(request, account)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if match_token(user, form.cleaned_data["code"]):
                user.backend = waiting["backend"]
                del request.session[WAITING_FOR_CODE]
                open_staff_session(request, user)
                return redirect(waiting["next"])
            record("sign_in", by=None, subject=account.key, outcome=Outcome.REFUSED, address=address_of(request))
            form.add_error("code", _("This code is wrong or too old. Wait for the next one."))
    return render(request, "organizations/second_factor.html", {"form": form}, status=401 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("organizations:sign_in")
