"""Addresses of the loket. Every object by its public id: nothing can be read from it and nothing guessed."""

from django.urls import path

from .views import (
    aanvraag,
    aanvullen,
    advies,
    behandelen,
    bekendmaken,
    beslisser,
    besluit,
    bijlagen,
    brieven,
    criteria,
    deskundigen,
    indienen,
    mandaten,
    meelezen,
    nabesluit,
    school,
    uitbestand,
    uitstel,
    vraagbestand,
    vragenbeheer,
    werkvoorraad,
    zaakbrieven,
)

app_name = "loket"

SCHOOL = [
    path("school/", school.school_home, name="school_home"),
    path("aanvragen/nieuw/", aanvraag.aanvraag_nieuw, name="aanvraag_nieuw"),
    path("aanvragen/uit-bestand/", uitbestand.uit_bestand, name="uit_bestand"),
    path("aanvragen/uit-bestand/overnemen/", uitbestand.uit_bestand_overnemen, name="uit_bestand_overnemen"),
    path("aanvragen/<str:public_id>/", aanvraag.aanvraag, name="aanvraag"),
    path("aanvragen/<str:public_id>/onderdeel/<slug:slug>/", aanvraag.aanvraag_onderdeel, name="aanvraag_onderdeel"),
    path("aanvragen/<str:public_id>/controleren/", indienen.aanvraag_controleren, name="aanvraag_controleren"),
    path("aanvragen/<str:public_id>/ingediend/", indienen.aanvraag_ingediend, name="aanvraag_ingediend"),
    path("aanvragen/<str:public_id>/aanvullen/", aanvullen.aanvraag_aanvullen, name="aanvraag_aanvullen"),
    path("aanvragen/<str:public_id>/intrekken/", indienen.aanvraag_intrekken, name="aanvraag_intrekken"),
    path("aanvragen/<str:public_id>/verwijderen/", indienen.aanvraag_verwijderen, name="aanvraag_verwijderen"),
    path("aanvragen/<str:public_id>/stukken/", indienen.bijlage_toevoegen, name="bijlage_toevoegen"),
    path(
        "aanvragen/<str:public_id>/onderdeel/<slug:slug>/bestand/<slug:sleutel>/",
        vraagbestand.antwoord_bestand,
        name="antwoord_bestand",
    ),
    path("bijlagen/<str:public_id>/", indienen.bijlage, name="bijlage"),
    path("bijlagen/<str:public_id>/bekijken/", bijlagen.bijlage_bekijken, name="bijlage_bekijken"),
    path("bijlagen/<str:public_id>/verwijderen/", indienen.bijlage_verwijderen, name="bijlage_verwijderen"),
]
DESK = [
    path("loket/", werkvoorraad.werkvoorraad, name="werkvoorraad"),
    path("loket/aanvragen/", werkvoorraad.aanvragen, name="aanvragen"),
    path("loket/zoeken/", werkvoorraad.zoeken, name="zoeken"),
    path("loket/besluiten/", beslisser.besluiten, name="besluiten"),
    path("loket/verzenden/", bekendmaken.verzenden, name="verzenden"),
    path("loket/aanvragen/<str:public_id>/", behandelen.behandelen, name="behandelen"),
    path("loket/aanvragen/<str:public_id>/nemen/", behandelen.nemen, name="nemen"),
    path("loket/aanvragen/<str:public_id>/toewijzen/", behandelen.toewijzen, name="toewijzen"),
    path("loket/aanvragen/<str:public_id>/aanvulling/", behandelen.aanvulling, name="aanvulling"),
    path(
        "loket/aanvragen/<str:public_id>/aanvulling-voorbij/", behandelen.aanvulling_voorbij, name="aanvulling_voorbij"
    ),
    path("loket/aanvragen/<str:public_id>/compleet/", behandelen.compleet, name="compleet"),
    path("loket/aanvragen/<str:public_id>/deskundigen/", behandelen.deskundigen, name="deskundigen"),
    path("loket/aanvragen/<str:public_id>/deskundigen/erbij/", deskundigen.deskundige_erbij, name="deskundige_erbij"),
    path("loket/deskundigen/", deskundigen.werklast, name="werklast"),
    path("loket/opdrachten/<str:public_id>/", deskundigen.opdracht, name="opdracht"),
    path("loket/aanvragen/<str:public_id>/adviezen-binnen/", behandelen.adviezen_afronden, name="adviezen_afronden"),
    path("loket/aanvragen/<str:public_id>/naar-besluit/", behandelen.naar_besluit, name="naar_besluit"),
    path("loket/aanvragen/<str:public_id>/terug/", beslisser.terug, name="terug"),
    path("loket/aanvragen/<str:public_id>/besluit/", besluit.aanvraag_besluiten, name="aanvraag_besluiten"),
    path("loket/aanvragen/<str:public_id>/besluit/berekening/", besluit.berekening, name="besluit_berekening"),
    path("loket/aanvragen/<str:public_id>/besluit/ondertekenen/", besluit.ondertekenen, name="besluit_ondertekenen"),
    path("loket/aanvragen/<str:public_id>/brief/", besluit.besluit_voorbeeld, name="besluit_voorbeeld"),
    path(
        "loket/aanvragen/<str:public_id>/brief/<int:nummer>/", besluit.besluit_voorbeeld, name="besluit_voorbeeld_brief"
    ),
    path("loket/aanvragen/<str:public_id>/bellen/", nabesluit.ouders_bellen, name="ouders_bellen"),
    path("loket/aanvragen/<str:public_id>/herstellen/", nabesluit.herstellen, name="herstellen"),
    path("loket/meelezen/<str:public_id>/", meelezen.meelezen, name="meelezen"),
    path("loket/meelezen/<str:public_id>/brief/<int:nummer>/", meelezen.meelezen_brief, name="meelezen_brief"),
    path("loket/aanvragen/<str:public_id>/uitstel/", uitstel.uitstel, name="uitstel"),
    path("loket/aanvragen/<str:public_id>/brieven/", zaakbrieven.zaakbrieven, name="zaakbrieven"),
    path("loket/aanvragen/<str:public_id>/bekendmaken/", bekendmaken.bekendmaken, name="bekendmaken"),
    path("loket/aanvragen/<str:public_id>/bekendmaken/stand/", bekendmaken.brieven_stand, name="brieven_stand"),
    path("advies/", advies.adviezen, name="adviezen"),
    path("advies/<str:public_id>/", advies.advies, name="advies"),
    path("advies/<str:public_id>/teruggeven/", advies.opdracht_teruggeven, name="opdracht_teruggeven"),
    path("advies/<str:public_id>/intrekken/", advies.advies_intrekken, name="advies_intrekken"),
    path("brieven/<str:public_id>/", brieven.brief, name="brief"),
    path("brieven/<str:public_id>/pdf/", brieven.brief_pdf, name="brief_pdf"),
]
_VRAGEN = "beheer/vragen/<slug:code>/<slug:soort>/"
BEHEER = [
    path("beheer/criteria/", criteria.criterialijsten, name="criterialijsten"),
    path("beheer/criteria/<str:public_id>/", criteria.criterialijst, name="criterialijst"),
    path("beheer/criteria/<str:public_id>/nieuw/", criteria.criterium, name="criterium_nieuw"),
    path("beheer/criteria/<str:public_id>/vaststellen/", criteria.lijst_vaststellen, name="criterialijst_vaststellen"),
    path("beheer/criteria/<str:public_id>/<str:criterium_id>/", criteria.criterium, name="criterium"),
    path(
        "beheer/criteria/<str:public_id>/<str:criterium_id>/weg/",
        criteria.criterium_weghalen,
        name="criterium_weghalen",
    ),
    path("beheer/mandaten/", mandaten.mandaten, name="mandaten"),
    path("beheer/mandaten/nieuw/", mandaten.mandaat_nieuw, name="mandaat_nieuw"),
    path("beheer/mandaten/<str:public_id>/", mandaten.mandaat, name="mandaat"),
    path("beheer/vragen/", vragenbeheer.vragen, name="vragen"),
    path(_VRAGEN, vragenbeheer.vragenlijst, name="vragenlijst"),
    path(f"{_VRAGEN}nieuw/", vragenbeheer.vraag_nieuw, name="vraag_nieuw"),
    path(f"{_VRAGEN}publiceren/", vragenbeheer.vragenlijst_publiceren, name="vragenlijst_publiceren"),
    path(f"{_VRAGEN}weggooien/", vragenbeheer.concept_weggooien, name="concept_weggooien"),
    path(f"{_VRAGEN}versie/<int:versie>/", vragenbeheer.vragenlijst_voorbeeld, name="vragenlijst_voorbeeld"),
    path(f"{_VRAGEN}vraag/<slug:sleutel>/", vragenbeheer.vraag_wijzigen, name="vraag_wijzigen"),
    path(f"{_VRAGEN}vraag/<slug:sleutel>/verplaatsen/", vragenbeheer.vraag_verplaatsen, name="vraag_verplaatsen"),
    path(f"{_VRAGEN}vraag/<slug:sleutel>/verwijderen/", vragenbeheer.vraag_verwijderen, name="vraag_verwijderen"),
]

urlpatterns = [*SCHOOL, *DESK, *BEHEER]
