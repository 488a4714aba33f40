"""What the admin is told of competitions."""

from wagtail import hooks

from leaderboard.viewsets.competitions import CompetitionViewSet

hooks.register("register_admin_viewset", CompetitionViewSet)
