"""The letter that says why an aanvraag was left aside, from the facts of the case."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.brieven.actions import Woorden, opstellen, renderen
from loket import letters
from loket.models import Bekendmaking, Besluit

from .aanvulling import onbeantwoord
from .brief import afschriften, afzender, geadresseerde, rechtsmiddelen
from .geadresseerden import Geadresseerde
from .oefening import is_voorbeeld

SJABLOON = "brieven/buiten_behandeling.html"


def gegevens(besluit: Besluit, aan: Geadresseerde, *, allen: list[Geadresseerde]) -> letters.BuitenBehandelingbrief:
    """All that the letter to this addressee may say."""
    aanvraag = besluit.aanvraag
    vraag = aanvraag.aanvullingen.order_by("-gevraagd_op", "-pk")[0]
    assert aanvraag.leerling is not None
    assert aanvraag.ingediend_op is not None
    return letters.BuitenBehandelingbrief(
        afzender=afzender(aanvraag, besluit.besluitdatum),
        geadresseerde=geadresseerde(aanvraag, aan),
        kenmerk=aanvraag.kenmerk or "",
        leerling=letters.Leerling(
            naam=aanvraag.leerling.naam,
            roepnaam=aanvraag.leerling.roepnaam,
            geboortedatum=aanvraag.leerling.geboortedatum,
        ),
        soort=besluit.soort,
        schoolnaam=aanvraag.school.naam,
        aangevraagd_op=timezone.localdate(aanvraag.ingediend_op),
        tekent=besluit.ondertekenaar,
        voorbeeld=is_voorbeeld(aanvraag.swv),
        gevraagd_op=vraag.gevraagd_op,
        uiterlijk=vraag.hersteltermijn_tot,
        ontbreekt=tuple(punt.wat for punt in onbeantwoord(vraag)),
        motivering=besluit.motivering,
        besloten_op=besluit.besluitdatum,
        rechtsmiddelen=rechtsmiddelen(aanvraag),
        ondertekening=letters.Ondertekening(
            naam=besluit.ondertekenaar,
            functie=besluit.functie,
            bevoegdheid=besluit.bevoegdheid,
            mandaat=besluit.mandaat.nummer if besluit.mandaat else "",
        ),
        afschriften=afschriften(aanvraag, aan, allen),
    )


def woorden(brief: letters.BuitenBehandelingbrief) -> Woorden:
    """The words of this letter; nothing is written."""
    return renderen(SJABLOON, brief)


def bevriezen(besluit: Besluit, aan: Geadresseerde, *, allen: list[Geadresseerde], op: datetime) -> Bekendmaking:
    """The frozen words of one letter, tied to its addressee."""
    brief = gegevens(besluit, aan, allen=allen)
    return Bekendmaking.objects.create(
        besluit=besluit,
        aan=aan.aan,
        school=aan.school,
        betrokkene=aan.betrokkene,
        leerling=aan.leerling,
        volgt_op=aan.volgt_op,
        brief=opstellen(
            SJABLOON,
            brief,
            soort="besluit",
            titel=brief.documenttitel,
            bestandsnaam=f"{besluit.aanvraag.kenmerk}-besluit.pdf",
            op=op,
        ),
    )
