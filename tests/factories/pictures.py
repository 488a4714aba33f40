"""Pictures drawn by code, as people would bring them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw

from exams.hazard_grid import Grid
from exams.models import Question, QuestionKind, QuestionPicture, VersionPicture
from exams.pictures.addresses import picture_url
from exams.pictures.drafts import DraftPicture
from exams.pictures.small import small_picture
from exams.services.pictures import tie_pictures
from organizations.models import User
from tests.factories.exams import QuestionFactory

ORIENTATION = 0x0112
MAKER = 0x010F
SQUARES = Grid(4)  # over 640 × 480 pixels
HAZARDS = ["没戴安全帽：B2 B3", "护栏缺了一段：E4"]


def drawn(size: tuple[int, int] = (640, 480), *, colour: str = "steelblue", mode: str = "RGB") -> Image.Image:
    """A ground with a yellow sign at its upper left."""
    picture = Image.new(mode, size, colour if mode != "RGBA" else (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="gold")
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def a_picture_file(**kwargs: object) -> bytes:
    return saved(drawn(**kwargs))  # type: ignore[arg-type]


def sideways_photo() -> bytes:
    """A JPEG of a phone held upright: lying pixels, and a note that says so and who made the camera."""
    noted = Image.Exif()
    noted[ORIENTATION], noted[MAKER] = 6, "某某手机"
    return saved(drawn((800, 400)), "JPEG", exif=noted)


def picture_bomb(side: int = 30_000) -> bytes:
    """A PNG of some kilobytes whose head promises 30,000 × 30,000 pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(side) * 20)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def show(
    question: Question, place: str = "", *, alt: str = "蓝底上的黄色标志", colour: str = "steelblue"
) -> VersionPicture:
    """Give the question's current version a picture, at its stem or an option."""
    small = small_picture(a_picture_file(colour=colour), filename="图.png")
    assert question.current is not None
    tie_pictures(bank=question.bank, pictures={question.current: [DraftPicture(place, alt, small)]})
    used: VersionPicture = VersionPicture.objects.select_related("picture").get(version=question.current, place=place)
    return used


def a_hazard_question(**kwargs: object) -> Question:
    """A question that asks for two hazards on a picture."""
    options = [{"key": key, "text": text} for key, text in SQUARES.options()]
    asked = {"kind": QuestionKind.HAZARD, "stem": "找出图中的隐患", "options": options, "answer": HAZARDS}
    question: Question = QuestionFactory(**{**asked, **kwargs})
    show(question, alt="两名工人在井口平台上")
    return question


def bytes_of(picture: QuestionPicture) -> bytes:
    with picture.file.open() as file:
        return bytes(file.read())


def address_of(used: VersionPicture, reader: User) -> str:
    """Where this person's page finds the picture."""
    return picture_url(used.picture_id, reader=reader.pk)
