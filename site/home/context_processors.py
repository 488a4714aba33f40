"""What every page needs to know about its reader."""

from django.http import HttpRequest

TEXT_SIZES = frozenset({"large", "largest"})


def page(request: HttpRequest) -> dict[str, object]:
    """`text_size`: the reader's choice from the cookie of the 大字 button; no query."""
    size = request.COOKIES.get("text", "")
    return {"text_size": size if size in TEXT_SIZES else ""}
