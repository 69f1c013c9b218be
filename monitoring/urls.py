"""Addresses of figures: one page per question."""

from django.urls import path

from .views import (
    aanvragen,
    bezwaar,
    eigen,
    geld,
    kaart,
    ondersteuning,
    op_tijd,
    openbaar,
    overzicht,
    rapporten,
    school,
    thuis,
    vergelijkcijfers,
)

app_name = "monitoring"

urlpatterns = [
    path("beheer/landelijke-cijfers/", vergelijkcijfers.vergelijkcijfers, name="vergelijkcijfers"),
    path("beheer/landelijke-cijfers/voorbeeld/", vergelijkcijfers.voorbeeld, name="vergelijkcijfers_voorbeeld"),
    path("cijfers/", openbaar.cijfers, name="cijfers"),
    path("monitoring/scholen/", eigen.scholen, name="scholen"),
    path("monitoring/scholen/excel/", eigen.scholen_excel, name="scholen_excel"),
    path("monitoring/gemeente/", eigen.gemeente, name="gemeente"),
    path("monitoring/gemeente/excel/", eigen.gemeente_excel, name="gemeente_excel"),
    path("monitoring/", overzicht.overzicht, name="overzicht"),
    path("monitoring/aanvragen/", aanvragen.aanvragen, name="aanvragen"),
    path("monitoring/aanvragen/excel/", aanvragen.aanvragen_excel, name="aanvragen_excel"),
    path("monitoring/aanvragen/<slug:deel>/", aanvragen.rijen, name="aanvragen_rijen"),
    path("monitoring/ondersteuning/", ondersteuning.ondersteuning, name="ondersteuning"),
    path("monitoring/ondersteuning/excel/", ondersteuning.excel, name="ondersteuning_excel"),
    path("monitoring/ondersteuning/<slug:deel>/", ondersteuning.rijen, name="ondersteuning_rijen"),
    path("monitoring/school/<slug:brin6>/", school.school, name="school"),
    path("monitoring/op-tijd/", op_tijd.op_tijd, name="op_tijd"),
    path("monitoring/op-tijd/excel/", op_tijd.op_tijd_excel, name="op_tijd_excel"),
    path("monitoring/op-tijd/<slug:deel>/", op_tijd.rijen, name="op_tijd_rijen"),
    path("monitoring/rapporten/", rapporten.rapporten, name="rapporten"),
    path("monitoring/rapporten/soort/<slug:soort>/", rapporten.rapportsoort, name="rapportsoort"),
    path("monitoring/rapporten/<slug:public_id>/", rapporten.rapport, name="rapport"),
    path("monitoring/rapporten/<slug:public_id>/sindsdien/", rapporten.rapport_sinds, name="rapport_sinds"),
    path("monitoring/rapporten/<slug:public_id>/<slug:vorm>/", rapporten.rapport_bestand, name="rapport_bestand"),
    path("monitoring/geld/", geld.geld, name="geld"),
    path("monitoring/geld/excel/", geld.geld_excel, name="geld_excel"),
    path("monitoring/geld/<slug:deel>/", geld.rijen, name="geld_rijen"),
    path("monitoring/thuiszitters/", thuis.thuiszitters, name="thuiszitters"),
    path("monitoring/thuiszitters/excel/", thuis.thuiszitters_excel, name="thuiszitters_excel"),
    path("monitoring/thuiszitters/<slug:deel>/", thuis.rijen, name="thuiszitters_rijen"),
    path("monitoring/bezwaar/", bezwaar.bezwaar, name="bezwaar"),
    path("monitoring/bezwaar/excel/", bezwaar.bezwaar_excel, name="bezwaar_excel"),
    path("monitoring/bezwaar/gehoord/<slug:deel>/", bezwaar.gehoord_rijen, name="gehoord_rijen"),
    path("monitoring/bezwaar/<slug:deel>/", bezwaar.rijen, name="bezwaar_rijen"),
    path("monitoring/kaart/", kaart.kaart, name="kaart"),
]
