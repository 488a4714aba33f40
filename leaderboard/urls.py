from django.urls import path

from leaderboard.views import appeals, boards, competitions, desk_acts, desk_entries, judging, made_of, mine

app_name = "leaderboard"
urlpatterns = [
    path("ranking/", boards.latest, name="index"),
    path("ranking/name/", boards.name, name="name"),
    path("ranking/<slug:source>/<slug:when>/", boards.board, name="board"),
    path("ranking/<slug:source>/<slug:when>/table/", boards.table, name="board_table"),
    path("ranking/<slug:source>/<slug:when>/made-of/<slug:who>/", made_of.line, name="made_of"),
    path("judging/", judging.index, name="judging"),
    path("judging/<uuid:competition_id>/", judging.tasks, name="judging_tasks"),
    path("judging/sheets/<uuid:entrant_id>/<int:part_id>/", judging.sheet, name="judging_sheet"),
    path("judging/sheets/<uuid:entrant_id>/<int:part_id>/ruling/", judging.rule, name="judging_rule"),
    path("competitions/", mine.index, name="competitions"),
    path("competitions/<uuid:competition_id>/", mine.competition, name="competition"),
    path("desk/competitions/", competitions.index, name="desk_competitions"),
    path("desk/competitions/<uuid:competition_id>/", competitions.competition, name="desk_competition"),
    path("desk/competitions/<uuid:competition_id>/table/", competitions.table, name="competition_table"),
    path("desk/competitions/<uuid:competition_id>/acts/<slug:act>/", desk_acts.act, name="competition_act"),
    path("desk/competitions/<uuid:competition_id>/judges/", desk_acts.judges, name="competition_judges"),
    path("desk/competitions/<uuid:competition_id>/entries/", desk_entries.enter, name="competition_enter"),
    path("desk/competitors/<uuid:entrant_id>/", competitions.entrant, name="competitor"),
    path("desk/competitors/<uuid:entrant_id>/withdrawal/", desk_entries.withdrawal, name="competitor_withdraw"),
    path("desk/competitors/<uuid:entrant_id>/rescore/", desk_acts.rescore, name="competitor_rescore"),
    path("desk/competition-appeals/<uuid:appeal_id>/", appeals.answer, name="competition_appeal"),
]
