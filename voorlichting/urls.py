"""Addresses of what an SWV tells everybody, and where it writes that."""

from django.urls import path

from .views import beheer, nieuws, paginas, scholen, schoolaanbod, talen, vast, woorden, zoek

app_name = "voorlichting"

_PROFIEL = "school/profiel/<str:brin6>/"
_PAGINA = "beheer/paginas/<str:public_id>/"

urlpatterns = [
    path("ouders/<slug:slug>/", paginas.ouders, name="ouders"),
    path("professionals/<slug:slug>/", paginas.professionals, name="professionals"),
    path("over-ons/", paginas.over_ons, name="over_ons"),
    path("over-ons/<slug:slug>/", paginas.over_ons_pagina, name="over-ons"),
    path("klacht-of-bezwaar/", vast.klacht_of_bezwaar, name="klacht_of_bezwaar"),
    path("steunpunt/", vast.steunpunt, name="steunpunt"),
    path("nieuws/", nieuws.nieuws, name="nieuwslijst"),
    path("nieuws/<slug:slug>/", nieuws.bericht, name="nieuws"),
    path("kennisbank/", nieuws.kennisbank, name="kennisbanklijst"),
    path("kennisbank/<slug:slug>/", nieuws.kennis, name="kennisbank"),
    path("scholing/", nieuws.agenda, name="agenda"),
    path("scholing/<slug:slug>/", nieuws.scholing, name="scholing"),
    path("scholen/", scholen.scholen, name="scholen"),
    path("scholen/kaart/", scholen.kaart, name="kaart"),
    path("scholen/<str:brin6>/", scholen.school, name="school"),
    path("talen/", talen.talen, name="talen"),
    path("talen/<str:taal>/", talen.uitleg, name="taal"),
    path("talen/<str:taal>/scholen/", scholen.scholen, name="taal_scholen"),
    path("talen/<str:taal>/scholen/<str:brin6>/", scholen.school, name="taal_school"),
    path("talen/<str:taal>/steunpunt/", vast.steunpunt, name="taal_steunpunt"),
    path("talen/<str:taal>/<str:rubriek>/<slug:slug>/", talen.pagina, name="taal_pagina"),
    path("scholen-aanbod/", schoolaanbod.aanbod_overzicht, name="aanbod_overzicht"),
    path("school/profiel/", schoolaanbod.mijn_scholen, name="mijn_scholen"),
    path(_PROFIEL, schoolaanbod.schoolprofiel, name="schoolprofiel"),
    path(f"{_PROFIEL}aanbod/", schoolaanbod.schoolaanbod, name="schoolaanbod"),
    path(f"{_PROFIEL}zelfcheck/", schoolaanbod.basischeck, name="basischeck"),
    path(f"{_PROFIEL}evaluatie/", schoolaanbod.basisevaluatie, name="basisevaluatie"),
    path("zoek/", zoek.zoek, name="zoek"),
    path("sitemap.xml", zoek.sitemap, name="sitemap"),
    path("beheer/woorden/", woorden.woorden_beheer, name="woorden_beheer"),
    path("beheer/woorden/<str:public_id>/", woorden.woord, name="woord"),
    path("beheer/woorden/<str:public_id>/weghalen/", woorden.woord_weghalen, name="woord_weghalen"),
    path("beheer/paginas/", beheer.paginas, name="paginas"),
    path("beheer/paginas/nieuw/", beheer.pagina_nieuw, name="pagina_nieuw"),
    path(_PAGINA, beheer.pagina_beheer, name="pagina_beheer"),
    path(f"{_PAGINA}schrijven/", beheer.pagina_schrijven, name="pagina_schrijven"),
    path(f"{_PAGINA}weggooien/", beheer.concept_weggooien, name="pagina_weggooien"),
    path(f"{_PAGINA}intrekken/", beheer.pagina_intrekken, name="pagina_intrekken"),
    path(f"{_PAGINA}terugzetten/", beheer.pagina_terugzetten, name="pagina_terugzetten"),
    path(f"{_PAGINA}versie/<int:nummer>/", beheer.pagina_versie, name="pagina_versie"),
]
