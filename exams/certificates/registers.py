"""Every kind of certificate that anybody may check: the apps above register theirs when they start.

Registering reads nothing; the functions are called when somebody asks for a certificate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from exams.errors import CertificateRefused

if TYPE_CHECKING:
    from exams.certificates.in_hand import SignedFacts
    from exams.certificates.numbers import Numbers
    from exams.receipts.sealed import Kind


class Verdict(Protocol):
    """What is to be said of a certificate: is it good, why, and what it says."""

    @property
    def is_valid(self) -> bool: ...

    @property
    def reason(self) -> str: ...

    @property
    def facts(self) -> SignedFacts: ...


@dataclass(frozen=True, slots=True)
class Register:
    """One kind of certificate.

    `read` returns what a signed line says or raises CertificateRefused; `check` takes a number and the signed line
    (empty for none), and returns None where there is no such certificate. `page` names the address of one, `template`
    shows its verdict.
    """

    numbers: Numbers
    sealed: Kind
    read: Callable[[str], SignedFacts]
    check: Callable[[str, str], Verdict | None]
    page: str
    template: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in what somebody typed: the number, and the signed line; one of the two may be empty."""

    register: Register
    number: str
    signed: str


_registers: list[Register] = []


def register_certificates(register: Register) -> None:
    """Let certificates of this kind be checked."""
    _registers.append(register)


def find(typed: str) -> Found | None:
    """Return which certificate somebody means by a number, an address, or what a QR code says; None for none."""
    for register in _registers:
        line = register.sealed.pattern.search(typed)
        signed = line[0] if line else ""
        number = register.numbers.plain(typed) or _number_inside(signed, register)
        if number or signed:
            return Found(register, number, signed)
    return None


def _number_inside(signed: str, register: Register) -> str:
    try:
        return register.numbers.plain(register.read(signed).number) if signed else ""
    except CertificateRefused:
        return ""
