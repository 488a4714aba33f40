"""What Wagtail is told of cases and lectures."""

from wagtail import hooks

from courses.editors_room import action_menu, dashboard, decided
from courses.editors_room import look as admin_look
from courses.pages.choosing import choosable
from courses.pages.documents import hand_out
from courses.viewsets.groups import Procedures
from courses.viewsets.hosts import AllowedHostViewSet
from courses.viewsets.needs import HoursNeedViewSet
from courses.viewsets.pages import PagesOfAll
from courses.viewsets.post_kinds import PostKindViewSet

hooks.register("before_serve_document", hand_out)
hooks.register("construct_page_chooser_queryset", choosable)
hooks.register("insert_global_admin_css", admin_look.stylesheet)
hooks.register("insert_global_admin_js", admin_look.listings)
hooks.register("register_admin_menu_item", admin_look.desk_item)
hooks.register("construct_main_menu", admin_look.menu_by_the_work)
hooks.register("construct_page_action_menu", action_menu.one_way)
hooks.register("after_edit_page", decided.say_what_follows)
hooks.register("construct_homepage_panels", dashboard.panels_of_ours)
hooks.register("register_admin_viewset", HoursNeedViewSet)
hooks.register("register_admin_viewset", PostKindViewSet)
hooks.register("register_admin_viewset", PagesOfAll, order=1)  # after Wagtail's own, in whose place it stands
hooks.register("register_admin_viewset", AllowedHostViewSet)
hooks.register("register_admin_viewset", Procedures)
