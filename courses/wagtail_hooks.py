"""What Wagtail is told of cases and lectures."""

from wagtail import hooks

from courses import admin_look, dashboard
from courses.pages.documents import hand_out
from courses.viewsets.hosts import AllowedHostViewSet

hooks.register("before_serve_document", hand_out)
hooks.register("insert_global_admin_css", admin_look.stylesheet)
hooks.register("register_admin_menu_item", admin_look.desk_item)
hooks.register("construct_main_menu", admin_look.menu_by_the_work)
hooks.register("construct_homepage_panels", dashboard.panels_of_ours)
hooks.register("register_admin_viewset", AllowedHostViewSet)
