"""Small films, made on the spot."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import av
from django.core.files.base import ContentFile
from PIL import Image

from courses.models import Attachment
from courses.uploads.films import read_film

RATE = 5
CODECS = {"webm": "libvpx", "mp4": "libx264"}


@cache
def film_bytes(
    seconds: int = 12, *, kind: str = "webm", codec: str = "", pixels: str = "yuv420p", sound: str = ""
) -> bytes:
    """Return a film of that length that fades from black, silent unless told otherwise."""
    buffer = BytesIO()
    with av.open(buffer, "w", format=kind) as container:
        stream: Any = container.add_stream(codec or CODECS[kind], rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 160, 90, pixels
        track: Any = container.add_stream(sound, rate=44100) if sound else None
        for number in range(seconds * RATE):
            shade = number * 255 // (seconds * RATE)
            picture = Image.new("RGB", (160, 90), (shade, shade, shade))
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if track is not None:
            silence = av.AudioFrame(format="fltp", layout="mono", samples=1024)
            silence.sample_rate = 44100
            silence.planes[0].update(bytes(silence.planes[0].buffer_size))
            container.mux(track.encode(silence))
            container.mux(track.encode())
    return buffer.getvalue()


def a_film(title: str = "讲水", *, seconds: int = 12, **fields: Any) -> Attachment:
    """Return an uploaded film of that length."""
    content = film_bytes(seconds)
    film = read_film(BytesIO(content), filename="film.webm", size=len(content))
    document = Attachment(title=title, file=ContentFile(content, name="film.webm"), seconds=film.seconds, **fields)
    document.poster = ContentFile(film.poster, name="poster.webp")
    document.save()
    return document
