"""Addresses about children who do not go to school."""

from django.urls import path

from . import verder_urls
from .views import (
    casus,
    delen,
    doorgeven,
    dubbel,
    gegevens,
    inlezen,
    lijst,
    melden,
    opgave,
    opgavebestand,
    plan,
    planschrijven,
    protocol,
    protocolbeheer,
    samen,
    schoolweken,
    verloop,
)

app_name = "thuiszitters"
_PROTOCOL = "beheer/protocol/<slug:code>/"

urlpatterns = [
    path("thuiszitters/", lijst.thuiszitters, name="thuiszitters"),
    path("thuiszitters/melden/", melden.melden, name="melden"),
    path("thuiszitters/opgave/", opgave.opgave, name="opgave"),
    path("thuiszitters/opgaven/", opgave.opgaven, name="opgaven"),
    path("thuiszitters/opgave/<str:public_id>/", opgave.opgave_vast, name="opgave_vast"),
    path("thuiszitters/opgave/<str:public_id>/bestand/", opgavebestand.opgave_bestand, name="opgave_bestand"),
    path("thuiszitters/inlezen/", inlezen.inlezen, name="inlezen"),
    path("thuiszitters/inlezen/voorbeeld/", inlezen.voorbeeld, name="inlezen_voorbeeld"),
    path("thuiszitters/samen/", samen.lijst, name="samen_lijst"),
    path("thuiszitters/samen/excel/", samen.excel, name="samen_excel"),
    path("thuiszitters/samen/melden/", doorgeven.melden_leerplicht, name="melden_leerplicht"),
    path("thuiszitters/samen/<str:public_id>/", samen.samen, name="samen"),
    path("thuiszitters/dubbel/", dubbel.dubbelen, name="dubbelen"),
    path("thuiszitters/dubbel/<str:public_id>/<str:ander_id>/", dubbel.samenvoegen, name="samenvoegen"),
    path("thuiszitters/<str:public_id>/", casus.casus, name="casus"),
    path("thuiszitters/<str:public_id>/stap/", casus.stap, name="stap"),
    path("thuiszitters/<str:public_id>/delen/", delen.delen, name="delen"),
    path("thuiszitters/<str:public_id>/gegevens/", gegevens.gegevens, name="gegevens"),
    path("thuiszitters/<str:public_id>/verzuim/", verloop.verzuim, name="verzuim"),
    path("thuiszitters/<str:public_id>/sluiten/", verloop.sluiten, name="sluiten"),
    path("thuiszitters/<str:public_id>/heropenen/", verloop.heropenen, name="heropenen"),
    *verder_urls.urlpatterns,
    path("thuiszitters/<str:public_id>/protocol/", protocol.casus_protocol, name="casus_protocol"),
    path("thuiszitters-info/", protocol.protocol_openbaar, name="protocol"),
    path("beheer/protocol/", protocolbeheer.protocollen, name="protocollen"),
    path(_PROTOCOL, protocolbeheer.protocol, name="protocol_beheer"),
    path(f"{_PROTOCOL}naam/", protocolbeheer.protocol_naam, name="protocol_naam"),
    path(f"{_PROTOCOL}publiceren/", protocolbeheer.protocol_publiceren, name="protocol_publiceren"),
    path(f"{_PROTOCOL}weggooien/", protocolbeheer.protocol_weggooien, name="protocol_weggooien"),
    path(f"{_PROTOCOL}versie/<int:versie>/", protocolbeheer.protocol_versie, name="protocol_versie"),
    path(f"{_PROTOCOL}stap/", protocolbeheer.protocolstap_nieuw, name="protocolstap_nieuw"),
    path(f"{_PROTOCOL}stap/<str:sleutel>/", protocolbeheer.protocolstap, name="protocolstap"),
    path(
        f"{_PROTOCOL}stap/<str:sleutel>/verplaatsen/",
        protocolbeheer.protocolstap_verplaatsen,
        name="protocolstap_verplaatsen",
    ),
    path(
        f"{_PROTOCOL}stap/<str:sleutel>/verwijderen/",
        protocolbeheer.protocolstap_verwijderen,
        name="protocolstap_verwijderen",
    ),
    path("leerlingen/<str:public_id>/plan/", plan.plan_van, name="plan_van"),
    path("plannen/<str:public_id>/", plan.plan, name="plan"),
    path("plannen/<str:public_id>/schrijven/", planschrijven.schrijven, name="plan_schrijven"),
    path("plannen/<str:public_id>/gesprek/", planschrijven.gesprek, name="plan_gesprek"),
    path("plannen/<str:public_id>/terugkijken/", planschrijven.terugkijken, name="plan_terugkijken"),
    path("plannen/<str:public_id>/uren/", schoolweken.uren, name="uren"),
    path("plannen/<str:public_id>/sluiten/", planschrijven.plan_sluiten, name="plan_sluiten"),
]
