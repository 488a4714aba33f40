"""What units and people themselves put into files and archives."""

from django.utils.translation import gettext_lazy as _

from organizations.filing.enterprise import ENTERPRISE, enterprise_pieces, people_part
from organizations.filing.places import places_section
from organizations.filing.registry import ArchiveKind, register_archive, register_part, register_section


def register() -> None:
    register_section(10, places_section)
    register_part(10, people_part)
    register_archive(ENTERPRISE, ArchiveKind(_("Archive of an enterprise"), enterprise_pieces))
