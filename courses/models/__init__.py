"""What is taught: pages for cases and lectures, with their pictures and documents."""

from courses.pages.cases import AccidentCasePage
from courses.pages.files import Attachment, Picture, PictureRendition
from courses.pages.lectures import LectureIndexPage, LecturePage, LectureSectionPage
from courses.pages.library import CaseIndexPage

__all__ = [
    "AccidentCasePage",
    "Attachment",
    "CaseIndexPage",
    "LectureIndexPage",
    "LecturePage",
    "LectureSectionPage",
    "Picture",
    "PictureRendition",
]
