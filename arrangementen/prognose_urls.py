"""Addresses of what TLVs cost: the amounts, the forecast, and what if."""

from django.urls import path

from .views import normbedragen, prognose, scenarios

urlpatterns = [
    path("beheer/normbedragen/", normbedragen.normbedragen, name="normbedragen"),
    path("beheer/normbedragen/<int:jaar>/", normbedragen.normbedragen_jaar, name="normbedragen_jaar"),
    path("prognose/", prognose.prognose, name="prognose"),
    path("prognose/excel/", prognose.prognose_excel, name="prognose_excel"),
    path("prognose/scenarios/", scenarios.scenarios, name="scenarios"),
    path("prognose/scenarios/excel/", scenarios.scenarios_excel, name="scenarios_excel"),
    path("prognose/scenarios/nieuw/", scenarios.scenario_nieuw, name="scenario_nieuw"),
    path("prognose/scenarios/<str:public_id>/", scenarios.scenario, name="scenario"),
    path("prognose/scenarios/<str:public_id>/weggooien/", scenarios.scenario_weggooien, name="scenario_weggooien"),
]
