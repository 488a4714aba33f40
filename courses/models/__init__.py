"""What is taught: pages for cases and lectures, with their pictures and documents."""

from courses.pages.files import Attachment, Picture, PictureRendition

__all__ = ["Attachment", "Picture", "PictureRendition"]
