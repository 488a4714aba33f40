"""What the admin is told of units and people."""

from wagtail import hooks

from organizations.viewsets.groups import UnitsAndPeople
from organizations.viewsets.users import keep_accounts

hooks.register("register_admin_viewset", UnitsAndPeople)
hooks.register("before_bulk_action", keep_accounts)
