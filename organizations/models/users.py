"""One person's account: a PIN for the phone, a password for the desk."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organizations.hashers import PinHasher
from organizations.models.sounding import SortNameField, Sounded, SoundedQuerySet

if TYPE_CHECKING:
    from organizations.models.grants import RoleGrant
    from organizations.models.memberships import Membership


class SignedInBy(models.TextChoices):
    """How strong this session is: rights of staff need the password."""

    PASSWORD = "password", _("password")
    PIN = "pin", _("PIN")


def new_username() -> str:
    return f"w-{uuid.uuid4().hex[:16]}"


class UserManager(BaseUserManager["User"].from_queryset(SoundedQuerySet["User"])):  # type: ignore[misc]  # made at run time
    def create_user(self, username: str = "", password: str | None = None, **fields: object) -> User:
        user = self.model(username=username or new_username(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(username, password, is_superuser=True, **fields)


class User(Sounded, AbstractBaseUser, PermissionsMixin):
    """A worker, an officer, a head: one person, one account, however many roles."""

    username = models.CharField(_("sign-in name"), max_length=40, unique=True, default=new_username)
    name = models.CharField(_("name"), max_length=40)
    sort_name = SortNameField(is_person=True)
    phone = models.CharField(
        _("phone"),
        max_length=11,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^1[3-9]\d{9}$", _("A mobile number has 11 digits and begins with 1."))],
    )
    email = models.EmailField(_("e-mail"), blank=True)
    pin = models.CharField(_("PIN (hash)"), max_length=128, blank=True, editable=False)
    session_generation = models.PositiveIntegerField(default=0, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    # Set by the backend that knows the session; a session with a PIN never has the rights of staff.
    signed_in_by: str = SignedInBy.PASSWORD

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name that the admin's sidebar greets by; a Chinese name has no parts."""
        return self.name

    @property
    def sign_in_name(self) -> str:
        """What he types at the desk: his phone, else CODE/number where he works, else his name there. One query."""
        if self.phone:
            return self.phone
        place = self.memberships.current().select_related("enterprise").first()
        return f"{place.enterprise.code}/{place.employee_no}" if place and place.enterprise.code else self.username

    @property
    def acts_as_staff(self) -> bool:
        return self.is_active and self.signed_in_by == SignedInBy.PASSWORD

    def set_pin(self, pin: str) -> None:
        self.pin = make_password(pin, hasher=PinHasher.algorithm)

    def check_pin(self, pin: str) -> bool:
        """Say whether it is the account's PIN. One that was hashed otherwise is hashed anew, and stored."""
        return bool(self.pin) and check_password(pin, self.pin, self._store_pin, preferred=PinHasher.algorithm)

    def _store_pin(self, pin: str) -> None:
        self.set_pin(pin)
        self.save(update_fields=["pin"])

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.acts_as_staff and super().has_perm(perm, obj)  # type: ignore[arg-type]

    def has_module_perms(self, app_label: str) -> bool:
        return self.acts_as_staff and super().has_module_perms(app_label)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Change with the password, the PIN and "sign out everywhere", so that each ends every other session."""
        return salted_hmac(
            "organizations.User.session",
            f"{self.password}{self.pin}{self.session_generation}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    @cached_property
    def current_grants(self) -> tuple[RoleGrant, ...]:
        """The person's roles as they are today, the first given first, with their units. One query for this object.

        A request has its own object, so a role that is taken back is gone with the next one.
        """
        return tuple(self.grants.current().select_related("unit").order_by("granted_at", "pk"))

    def forget_grants(self) -> None:
        """Have the roles read anew: one was given or taken back."""
        self.__dict__.pop("current_grants", None)

    def membership_on(self, day: date) -> Membership | None:
        """Return the team membership of that day, if any. One query."""
        return self.memberships.on(day).select_related("unit", "enterprise", "post").first()
