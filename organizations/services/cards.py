"""Sign-in cards: issued, used once, voided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.audit import record
from organizations.errors import Refused
from organizations.models import SignInCard, Unit, User
from organizations.services.sign_in import set_pin

if TYPE_CHECKING:
    from organizations.models.cards import SignInCardQuerySet

SALT = "organizations.card"


class CardRefused(Refused):
    """The card is forged, used, or void."""


def card_token(card: SignInCard) -> str:
    """Return the signed text that the card's QR carries."""
    return signing.Signer(salt=SALT).sign(str(card.pk))


def usable_card(token: str) -> SignInCard:
    """Return the card that the token belongs to. Raises CardRefused with what its bearer should do."""
    card = _card_of(token)
    if card.used_at is not None:
        raise CardRefused(_("This card has been used. Sign in with your PIN; if you forgot it, ask for a new card."))
    return card


def _card_of(token: str) -> SignInCard:
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        raise CardRefused(_("This is not one of our cards. Ask your safety officer.")) from None
    card = SignInCard.objects.select_related("user").filter(pk=pk).first()
    if card is None or card.voided_at is not None or not card.user.is_active:
        raise CardRefused(_("This card is void. Ask your safety officer for a new one."))
    return card


def bearer_of(token: str) -> User:
    """Return whose card this is, used or not; it names him and proves nothing. Raises CardRefused for a void one."""
    card = _card_of(token)
    if card.used_at is None and not card.user.pin:
        raise CardRefused(_("This card has not been used yet. Scan it with a phone first and choose a PIN."))
    return card.user


@transaction.atomic
def issue_cards(*, users: Iterable[User], unit: Unit, by: User | None) -> SignInCardQuerySet:
    """Give each person one new card; an older unused one becomes void. Returns the new cards."""
    people = list(users)
    SignInCard.objects.usable().filter(user__in=people).update(voided_at=timezone.now())
    SignInCard.objects.bulk_create(SignInCard(user=user, issued_by=by) for user in people)
    record("cards.issue", by=by, unit=unit, people=len(people))
    return SignInCard.objects.usable().filter(user__in=people)


@transaction.atomic
def void_cards(*, users: Iterable[User], unit: Unit, by: User | None) -> int:
    """Make the unused cards of these people worthless, and return how many there were."""
    count = SignInCard.objects.usable().filter(user__in=list(users)).update(voided_at=timezone.now())
    record("cards.void", by=by, unit=unit, cards=count)
    return count


@transaction.atomic
def use_card(*, token: str, pin: str, address: str | None = None) -> User:
    """Set the bearer's PIN and end the card. Raises CardRefused, WeakPin."""
    card = usable_card(token)
    set_pin(user=card.user, pin=pin, by=card.user, address=address)
    used = SignInCard.objects.usable().filter(pk=card.pk).update(used_at=timezone.now())
    if not used:
        raise CardRefused(_("This card has been used. Sign in with your PIN; if you forgot it, ask for a new card."))
    return card.user
