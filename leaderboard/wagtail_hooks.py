"""What the admin is told of competitions and rankings."""

from wagtail import hooks

from leaderboard.viewsets.competitions import CompetitionViewSet
from leaderboard.viewsets.rankings import NamedPeriodViewSet, RankingRulesViewSet

hooks.register("register_admin_viewset", CompetitionViewSet)
hooks.register("register_admin_viewset", NamedPeriodViewSet)
hooks.register("register_admin_viewset", RankingRulesViewSet)
