"""Where links may lead: to our own pages, to the government, and to hosts that the bureau has allowed.

Nothing is ever loaded from another host, so this is about links alone. Checked are those that a writer sets into a text
or into a card of its own. Not checked are the addresses of a case's sources: they say where a fact was read, and only
the bureau's curators write them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from courses.models.hosts import AllowedHost
from organizations.errors import Refused
from organizations.scopes import bureau_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The law and the government's notices are what a case rests on.
ALWAYS_ALLOWED = ("gov.cn",)
OTHER_SCHEMES = frozenset({"mailto", "tel"})
# A host by itself, at least two labels, no address of digits: v.example.com
HOST = re.compile(r"(?!-)([a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z][a-z0-9-]{0,62}(?<!-)")
# Below these everybody may register a name: to allow one of them would allow anything.
REGISTRIES = frozenset(f"{kind}.cn" for kind in ("com", "net", "org", "ac", "edu", "gov", "mil"))
# What browsers skip or read as a slash, so that an address leads elsewhere than it seems to.
MISLEADING = re.compile(r"[\x00-\x20\x7f-\xa0\\]")


class BadHost(Refused):
    """What was typed is no host that can be allowed."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address outside, taken apart."""

    url: str
    host: str


def plain_host(text: str) -> str:
    """Return the host in a host or a pasted address: lower case, in its ASCII form. Raises BadHost."""
    text = text.strip().lower()
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
        host = host.encode("idna").decode()
    except ValueError:
        host = ""
    if not HOST.fullmatch(host) or host in REGISTRIES:
        raise BadHost(_("“%s” is no host. Write it like v.example.com.") % text)
    return host


def link_outside(address: str) -> Link | None:
    """Return where an address leads, None where it stays with us or calls somebody.

    What can't be read for certain is an address outside without a host: no list allows it.
    """
    if address.startswith("#") or (address.startswith("/") and not address.startswith(("//", "/\\"))):
        return None
    if MISLEADING.search(address):
        return Link(address, "")
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        return Link(address, "")
    if parts.scheme in OTHER_SCHEMES:
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        return Link(address, "")
    return None if host == urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname else Link(address, host)


def refused_links(addresses: Iterable[str]) -> list[Link]:
    """Return those that lead where nobody has allowed it. One query where any leads outside."""
    links = [link for link in map(link_outside, addresses) if link is not None]
    if not links:
        return []
    allowed = (*ALWAYS_ALLOWED, *AllowedHost.objects.values_list("host", flat=True))
    return [link for link in links if not _covers(allowed, link.host)]


def refusal(link: Link) -> str:
    """Say that a link can't stay, and whom to ask. One query."""
    bureau = bureau_units().order_by("path").first()
    whom = bureau.name if bureau else _("the bureau")
    if not link.host:
        return _("“%s” is no address of a page: copy it whole, beginning with https://.") % link.url
    return _("Links may not lead to %(host)s. Ask %(bureau)s to allow this host, or take the link out.") % {
        "host": link.host,
        "bureau": whom,
    }


def _covers(allowed: Sequence[str], host: str) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in allowed)
