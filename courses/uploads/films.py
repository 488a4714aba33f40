"""Films as people upload them: what is inside, whether a phone can play it, and a picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import IO

import av
from django.conf import settings
from django.utils.translation import gettext as _

from organizations.archives import BadFile

# What the browsers of old Android phones and of WeChat play; HEVC, the default of many newer phones' cameras, is not.
PLAYABLE = {"mp4": frozenset({"h264", "av1"}), "webm": frozenset({"vp8", "vp9", "av1"})}
AUDIBLE = {"mp4": frozenset({"aac", "mp3", "opus"}), "webm": frozenset({"opus", "vorbis"})}
# Eight bits a colour, every second pixel: what the decoder of a phone was built for.
PIXELS = frozenset({"yuv420p", "yuvj420p"})
# The reader is named beforehand. A file chosen by its look could be a playlist, which fetches what it lists.
CONTAINERS = {"mp4": "mp4", "webm": "matroska"}
POSTER_WIDTH = 640
POSTER_AT = 0.1  # of the length: the first picture is often black


@dataclass(frozen=True, slots=True)
class Film:
    """Length in whole seconds, and a picture of it as WebP, at most POSTER_WIDTH wide."""

    seconds: int
    poster: bytes


def is_film(filename: str) -> bool:
    return extension(filename) in PLAYABLE


def extension(filename: str) -> str:
    return filename.rsplit(".", 1)[-1].lower() if "." in filename else ""


def read_film(file: IO[bytes], *, filename: str, size: int) -> Film:
    """Look into an uploaded film. Raises BadFile for one that is too large, is none, or plays on few phones."""
    most = settings.FILM_MAX_BYTES
    if size > most:
        raise BadFile(
            _("%(file)s has %(size)d MB; at most %(most)d MB are taken. Save it smaller, 720p is enough.")
            % {"file": filename, "size": size // 2**20, "most": most // 2**20}
        )
    try:
        with av.open(file, mode="r", format=CONTAINERS[extension(filename)]) as container:
            _check_codec(container, filename)
            seconds = int((container.duration or 0) / av.time_base)
            if seconds < 1:
                raise BadFile(_("%(file)s says nothing of its length: save it again as MP4.") % {"file": filename})
            return Film(seconds, _poster(container, seconds))
    except (av.FFmpegError, ValueError, IndexError, StopIteration) as error:
        raise BadFile(_("%(file)s is no film, or it is damaged: save it again as MP4.") % {"file": filename}) from error
    finally:
        file.seek(0)


def _check_codec(container: av.container.InputContainer, filename: str) -> None:
    kind = extension(filename)
    if not container.streams.video:
        raise BadFile(_("%(file)s is no film, or it is damaged: save it again as MP4.") % {"file": filename})
    picture = container.streams.video[0].codec_context
    codec = picture.codec.canonical_name
    if codec not in PLAYABLE[kind]:
        raise BadFile(
            _("%(file)s is coded as %(codec)s, which many phones can't play: save it as MP4 with H.264.")
            % {"file": filename, "codec": codec.upper()}
        )
    if picture.pix_fmt not in PIXELS:
        raise BadFile(
            _("%(file)s has colours (%(pixels)s) that many phones can't show: save it as MP4 with H.264, 8 bit.")
            % {"file": filename, "pixels": picture.pix_fmt}
        )
    for sound in container.streams.audio:
        if (codec := sound.codec_context.codec.canonical_name) not in AUDIBLE[kind]:
            raise BadFile(
                _("%(file)s has sound coded as %(codec)s, which many phones can't play: save it as MP4 with AAC.")
                % {"file": filename, "codec": codec.upper()}
            )


def _poster(container: av.container.InputContainer, seconds: int) -> bytes:
    container.seek(int(seconds * POSTER_AT * av.time_base))
    picture = next(container.decode(video=0)).to_image()  # type: ignore[no-untyped-call]
    picture.thumbnail((POSTER_WIDTH, POSTER_WIDTH))
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=70)
    return buffer.getvalue()
