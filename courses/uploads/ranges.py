"""Handing out a part of a file: a player that jumps, or goes on where the signal broke off, asks for bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

if TYPE_CHECKING:
    from django.core.files import File
    from django.db.models.fields.files import FieldFile

ONE_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
PIECE = 64 * 1024


def ranged_response(request: HttpRequest, file: FieldFile, *, content_type: str) -> HttpResponseBase:
    """Return the file, or the one range of bytes asked for (RFC 9110 section 14); several ranges get the whole.

    416 for a range that begins behind the end.
    """
    size = file.size
    wanted = parse_range(request.headers.get("Range", ""), size)
    opened = file.storage.open(str(file.name))
    response: FileResponse | StreamingHttpResponse
    if wanted is None:
        response = FileResponse(opened, content_type=content_type)
    elif not wanted:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = StreamingHttpResponse(_pieces(opened, wanted), status=206, content_type=content_type)
        response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
        response["Content-Length"] = len(wanted)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def parse_range(header: str, size: int) -> range | None:
    """Return the bytes asked for, empty where there are none such, None where no single range is asked for."""
    found = ONE_RANGE.match(header.strip())
    if found is None or found.group() == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    start, stop = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < int(first):
        return None
    return range(start, stop) if start < size else range(0)


def _pieces(opened: File[bytes], wanted: range) -> Iterator[bytes]:
    with opened:
        opened.seek(wanted.start)
        left = len(wanted)
        while left and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
