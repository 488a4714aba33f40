"""The request of somebody who has signed in."""

from django.http import HttpRequest

from organizations.models import User


class SignedInRequest(HttpRequest):
    """A request behind `login_required`: its user is one of ours. Only a name for the type checker."""

    user: User
