"""The signed line in the QR code of a certificate: what it says, and what it is worth beside what is held here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.utils.translation import gettext as _

from exams.errors import CertificateRefused
from exams.receipts.sealed import Forged, NotSealed, UnknownKey

if TYPE_CHECKING:
    from exams.receipts.keys import PublicKey
    from exams.receipts.sealed import Kind

Judgement = tuple[str, str]  # tone, sentence


class SignedFacts(Protocol):
    """What a certificate says of itself: its number, and everything in words for who has only a line of text."""

    @property
    def number(self) -> str: ...

    @property
    def words(self) -> str: ...


Facts = TypeVar("Facts", bound=SignedFacts)


def read_line(
    text: str, sealed: Kind, facts_of: Callable[[Sequence[str]], Facts], keys: Sequence[PublicKey] | None = None
) -> Facts:
    """Return what the signed line inside the text says. Needs no database.

    `facts_of` makes the facts of what was signed, and raises ValueError where it is something else. Raises
    CertificateRefused unless one of the keys (ours, if none are given) signed exactly this.
    """
    try:
        plain, _key = sealed.unseal(text, keys)
        return facts_of([str(fact) for fact in plain])
    except NotSealed as error:
        raise CertificateRefused(_("The QR code holds no whole certificate: it has been cut.")) from error
    except UnknownKey as error:
        raise CertificateRefused(_("The certificate was signed with a key that is not known here.")) from error
    except (Forged, ValueError) as error:
        raise CertificateRefused(_("The certificate is not genuine: something in it was changed.")) from error


def judged(text: str, held: Facts, read: Callable[[str], Facts]) -> Judgement | None:
    """Return what a signed line is worth beside the facts held here; None where only the number was given.

    A link that a chat has cut looks like one that somebody has changed: nobody is called a forger for it.
    """
    if not text:
        return None
    try:
        facts = read(text)
    except CertificateRefused:
        return "bad", _("The link is not whole or was changed. Type the number to check it.")
    if facts.number != held.number:
        return "bad", _("The signature in the QR code belongs to another certificate.")
    if facts != held:
        return "warn", _("The signature is genuine, but older: a name was changed since. Below is what counts now.")
    return "ok", _("The signature is genuine.")
