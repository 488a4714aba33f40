"""What every page needs to know about its reader."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from home.desk_menu import DeskMenu, desk_menu

TEXT_SIZES = frozenset({"large", "largest"})


def page(request: HttpRequest) -> dict[str, object]:
    """`text_size`: the reader's choice from the cookie of the 大字 button.

    `desk_nav`, `desk_where`, `desk_who`: the desk's menu.

    No query: the menu is read when the desk's frame asks for it, and only there.
    """
    size = request.COOKIES.get("text", "")
    menu: DeskMenu = SimpleLazyObject(lambda: desk_menu(request))  # type: ignore[assignment]  # stands in for one
    return {
        "text_size": size if size in TEXT_SIZES else "",
        "desk_nav": SimpleLazyObject(lambda: menu.headings),
        "desk_where": SimpleLazyObject(lambda: menu.where),
        "desk_who": SimpleLazyObject(lambda: menu.who),
    }
