"""Pages go out compressed where no proxy does it: an exam of fifty questions shrinks to a tenth."""

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

PACKED = ("text/html", "text/javascript")


class PageCompression(GZipMiddleware):
    """Compress HTML and the one script that a view hands out; films and workbooks are packed, and keep their length.

    An attacker who watches lengths (BREACH) would have to make a phone ask for pages that mix his words with a secret,
    many times over: our cookies do not travel with other sites' requests (SameSite), the form token is masked anew in
    each page, and Django's gzip adds a random number of bytes.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        if response.streaming or not response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)  # type: ignore[return-value]
