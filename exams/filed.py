"""What exams put into personal files and archives."""

from django.utils.translation import gettext_lazy as _

from exams.certificates.filed import certificates_section
from exams.exam_archive import EXAM, exam_pieces, results_part
from exams.personal_file import sittings_section
from organizations.filing.registry import ArchiveKind, register_archive, register_part, register_section


def register() -> None:
    register_section(30, sittings_section)
    register_section(31, certificates_section)
    register_part(30, results_part)
    register_archive(EXAM, ArchiveKind(_("Archive of an exam"), exam_pieces))
