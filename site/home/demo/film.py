"""The demonstration's film: a drawing of the accident, shown part by part. Drawn and coded by this project, silent."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import av
from PIL import Image

SECONDS, RATE = 40, 4
SIZE = (640, 360)
CLOSEST = 0.6  # of the drawing's width, when the camera is nearest


def film_of(drawing: Image.Image) -> bytes:
    """Return a WebM of SECONDS that begins with the whole drawing and moves along it."""
    buffer = BytesIO()
    with av.open(buffer, "w", format="webm") as container:
        stream: Any = container.add_stream("libvpx", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for number in range(SECONDS * RATE):
            frame = av.VideoFrame.from_image(_seen(drawing, number / (SECONDS * RATE)))  # type: ignore[no-untyped-call]
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return buffer.getvalue()


def _seen(drawing: Image.Image, part: float) -> Image.Image:
    """The camera comes nearer in the first fifth, walks from left to right, and steps back in the last."""
    near = min(1.0, part * 5, (1 - part) * 5)
    width = drawing.width * (1 - near * (1 - CLOSEST))
    height = min(drawing.height, width * SIZE[1] / SIZE[0])
    along = min(1.0, max(0.0, (part - 0.2) / 0.6))
    left, top = (drawing.width - width) * along, (drawing.height - height) / 2
    box = (left, top, left + width, top + height)
    return drawing.convert("RGB").resize(SIZE, Image.Resampling.BILINEAR, box=box)
