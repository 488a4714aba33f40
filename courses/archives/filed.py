"""What courses put into personal files and archives."""

from django.utils.translation import gettext_lazy as _

from courses.archives.assignment import ASSIGNMENT, assignment_pieces
from courses.archives.enterprise import learning_part
from courses.archives.personal_file import hours_section, learning_section, sessions_section
from courses.archives.procedures import procedures_part, procedures_section
from courses.archives.session import SESSION, session_pieces
from organizations.filing.registry import ArchiveKind, register_archive, register_part, register_section


def register() -> None:
    register_section(20, hours_section)
    register_section(21, learning_section)
    register_section(22, sessions_section)
    register_section(23, procedures_section)
    register_part(20, learning_part)
    register_part(21, procedures_part)
    register_archive(SESSION, ArchiveKind(_("Archive of a lecture in person"), session_pieces))
    register_archive(ASSIGNMENT, ArchiveKind(_("Archive of a learning task"), assignment_pieces))
