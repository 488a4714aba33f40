"""Whose request it is when a proxy passes it on: the address is the person's, and nobody can choose it for himself.

Own code, because the libraries go by the number of entries in the header and not by who sends it.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseBase

SOCKET = "unix"  # a proxy that comes through a socket in the file system has no address


class ProxiedAddress:
    """Put the person's address into REMOTE_ADDR where one of TRUSTED_PROXIES passes his request on.

    `X-Forwarded-For` is read from its end: every proxy adds whom it heard, so the last that is no proxy of ours is the
    person, and what stands before was written by himself. From anybody else the header is worth nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.TRUSTED_PROXIES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.hears_socket = SOCKET in settings.TRUSTED_PROXIES
        self.networks = [_network(named) for named in settings.TRUSTED_PROXIES if named != SOCKET]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sender = request.META.get("REMOTE_ADDR", "")
        if self._is_ours(_address(sender)) if sender else self.hears_socket:
            request.META["REMOTE_ADDR"] = self._person(request.headers.get("X-Forwarded-For", "")) or sender
        return self.get_response(request)

    def _person(self, forwarded: str) -> str:
        """Return the last address that is none of ours; the first where all are, nothing where one is no address."""
        found = ""
        for named in reversed(forwarded.split(",")):
            address = _address(named.strip())
            if address is None:
                return ""
            found = str(address)
            if not self._is_ours(address):
                break
        return found

    def _is_ours(self, address: IPv4Address | IPv6Address | None) -> bool:
        return address is not None and any(address in network for network in self.networks)


def _network(named: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(named)
    except ValueError as wrong:
        raise ImproperlyConfigured(f"TRUSTED_PROXIES takes addresses, networks and {SOCKET}: {wrong}.") from wrong


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address; the plain one where IPv4 is written as IPv6. None for other words, ports and zones."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return address
    return None if address.scope_id else address.ipv4_mapped or address
