"""Letters that are no decision: freezing their words, dating them, and saying that they went out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.brieven.actions import opstellen
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket import letters
from loket.models import IN_BEHANDELING, Aanvraag, Intrekking, Uitstel, Zaakbrief

from .bekendmaken import als_verzonden, dateren, nog_geadresseerd, verzenddatum_nakijken, zonder_brief
from .brief import afzender, geadresseerde
from .geadresseerden import Geadresseerde, geadresseerden

SJABLOON = "brieven/zaakbrief.html"
Soort = Zaakbrief.Soort


# --- the words ---------------------------------------------------------------------------------------------------


def _verdaging(aanvraag: Aanvraag, uitstel: Uitstel | None, basis: dict[str, Any]) -> letters.Zaakbrief:
    assert uitstel is not None
    termijn = aanvraag.termijn(timezone.localdate(uitstel.vastgelegd_op))
    assert termijn is not None
    return letters.Verdagingsbrief(**basis, was=termijn.wettelijk, wordt=uitstel.tot, reden=uitstel.reden)


def _intrekking(aanvraag: Aanvraag, uitstel: Uitstel | None, basis: dict[str, Any]) -> letters.Zaakbrief:
    assert aanvraag.ingetrokken_op is not None
    dag = timezone.localdate(aanvraag.ingetrokken_op)
    return letters.Intrekkingsbrief(**basis, ingetrokken_op=dag, reden=aanvraag.intrek_reden)


def _doorzending(aanvraag: Aanvraag, uitstel: Uitstel | None, basis: dict[str, Any]) -> letters.Zaakbrief:
    besluit = aanvraag.doorzendingen.get(akkoord=True)
    assert besluit.besloten_op is not None
    dag = timezone.localdate(besluit.besloten_op)
    return letters.Doorzendbrief(**basis, doorgezonden_op=dag, naar=besluit.naar_naam, reden=besluit.reden)


def _zienswijze(aanvraag: Aanvraag, uitstel: Uitstel | None, basis: dict[str, Any]) -> letters.Zaakbrief:
    ronde = aanvraag.zienswijzeronden.filter(intrekking=None).order_by("-pk")[0]
    return letters.Zienswijzebrief(**basis, tot=ronde.tot, waarover=ronde.waarover, besproken_op=ronde.besproken_op)


def _voornemen(aanvraag: Aanvraag, uitstel: Uitstel | None, basis: dict[str, Any]) -> letters.Zaakbrief:
    lijst = Intrekking.objects.filter(tlv__besluit__aanvraag=aanvraag).select_related("tlv__besluit")
    intrekking = lijst.order_by("-pk")[0]
    return letters.Voornemenbrief(
        **basis,
        tot=intrekking.reageren_tot,
        waarover=intrekking.voornemen,
        besproken_op=intrekking.gevraagd_op,
        nummer=intrekking.tlv.nummer,
        gegeven_op=intrekking.tlv.besluit.besluitdatum,
    )


MAKEN: dict[str, Callable[[Aanvraag, Uitstel | None, dict[str, Any]], letters.Zaakbrief]] = {
    Soort.VERDAGING: _verdaging,
    Soort.INTREKKING: _intrekking,
    Soort.DOORZENDING: _doorzending,
    Soort.ZIENSWIJZE: _zienswijze,
    Soort.VOORNEMEN: _voornemen,
}
"""Kind → its words, from what is known of the case: asked again for an addressee who comes later."""


def brieven_maken(aanvraag: Aanvraag, soort: str, *, op: datetime, uitstel: Uitstel | None = None) -> None:
    """Freeze one letter of this kind for each addressee of today, in the running transaction.

    A question without a child has nobody to write to beside the school, which reads it in the portal.
    """
    if aanvraag.leerling is None:
        return
    laatste = aanvraag.zaakbrieven.filter(soort=soort, vervallen_op=None).aggregate(Max("ronde"))["ronde__max"]
    for aan in geadresseerden(aanvraag, timezone.localdate(op)):
        _bevriezen(aanvraag, soort, aan, uitstel=uitstel, ronde=(laatste or 0) + 1, op=op)


def brieven_vervallen(aanvraag: Aanvraag, *, op: datetime, reden: str, **welke: Any) -> None:
    """Letters that did not go out yet will not go out any more."""
    for brief in aanvraag.zaakbrieven.filter(verzonden_op=None, vervallen_op=None, **welke):
        brief.vervallen_op, brief.vervallen_reden = op, reden
        brief.save()


def _bevriezen(
    aanvraag: Aanvraag, soort: str, aan: Geadresseerde, *, uitstel: Uitstel | None, ronde: int, op: datetime
) -> None:
    assert aanvraag.leerling is not None
    assert aanvraag.ingediend_op is not None
    basis = {
        "afzender": afzender(aanvraag),
        "geadresseerde": geadresseerde(aanvraag, aan),
        "kenmerk": aanvraag.kenmerk or "",
        "leerling": letters.Leerling(
            naam=aanvraag.leerling.naam,
            roepnaam=aanvraag.leerling.roepnaam,
            geboortedatum=aanvraag.leerling.geboortedatum,
        ),
        "soort": aanvraag.tlv_soort,
        "schoolnaam": aanvraag.school.naam,
        "aangevraagd_op": timezone.localdate(aanvraag.ingediend_op),
        "tekent": aanvraag.behandelaar.naam if aanvraag.behandelaar else "het loket",
        "voorbeeld": settings.DEMO or aanvraag.swv.fictief,
    }
    gegevens = MAKEN[soort](aanvraag, uitstel, basis)
    brief = opstellen(
        SJABLOON,
        gegevens,
        soort=soort,
        titel=gegevens.documenttitel,
        bestandsnaam=f"{aanvraag.kenmerk}-{soort}.pdf",
        op=op,
    )
    Zaakbrief.objects.create(
        aanvraag=aanvraag,
        soort=soort,
        uitstel=uitstel,
        ronde=ronde,
        aan=aan.aan,
        school=aan.school,
        betrokkene=aan.betrokkene,
        leerling=aan.leerling,
        brief=brief,
    )


# --- sending -----------------------------------------------------------------------------------------------------


@transaction.atomic
def zaakbrieven_klaarzetten(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, verzenddatum: date, nagekeken: bool = False
) -> None:
    """Date every unsent letter of this case for this day and have the PDFs made; can be repeated for another day.

    The addressees are worked out again. A verdaging must go out within the term (R-TERM-07). Raises NietMogelijk with
    the reason.
    """
    zaak = _zaak(aanvraag, door)
    if zaak.leerling is None:
        raise NietMogelijk("Er is geen brief die nog weg moet.")
    verzenddatum_nakijken(zaak.leerling, verzenddatum, vandaag=timezone.localdate(op), nagekeken=nagekeken)
    _geadresseerden_bijwerken(zaak, zaak.zaakbrieven.te_verzenden(), verzenddatum, op=op)
    lijst = list(zaak.zaakbrieven.te_verzenden().select_related("brief"))
    if not lijst:
        raise NietMogelijk("Er is geen brief die nog weg moet.")
    for rij in lijst:
        if rij.soort == Soort.VERDAGING:
            _nog_op_tijd(zaak, verzenddatum)
        dateren(rij, verzenddatum, door=door, op=op)
    vastleggen("zaakbrieven_klaarzetten", zaak, door=door, op=op, brieven=len(lijst))


@transaction.atomic
def zaakbrieven_verzonden(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, brieven: list[str] | None = None
) -> None:
    """Say that letters went out on their date. brieven: public ids; None means all that are left.

    The letter of a verdaging to the school is what moves the term (Awb 4:14 lid 3). Raises NietMogelijk when a letter
    has no PDF, no date, or a date that is not the day it can have gone out.
    """
    zaak = _zaak(aanvraag, door)
    open_ = zaak.zaakbrieven.te_verzenden().select_for_update(of=("self",))
    gekozen = open_ if brieven is None else open_.filter(public_id__in=brieven)
    lijst = list(gekozen.select_related("brief", "uitstel", "betrokkene__gebruiker"))
    if not lijst:
        raise NietMogelijk("Kies welke brieven zijn verzonden.")
    nog_geadresseerd(lijst, lambda dag: geadresseerden(zaak, dag))
    for rij in lijst:
        als_verzonden(rij, door=door, op=op)
        if rij.uitstel and rij.uitstel.van is None and rij.aan == "school":
            rij.uitstel.van = rij.verzenddatum
            rij.uitstel.save()
    _geadresseerden_bijwerken(zaak, lijst, timezone.localdate(op), op=op)
    vastleggen("zaakbrieven_verzonden", zaak, door=door, op=op, brieven=len(lijst))


def _zaak(aanvraag: Aanvraag, door: Gebruiker) -> Aanvraag:
    rijen = Aanvraag.objects.visible_to(door, Permissie.BRIEF_VERZENDEN)
    zaak: Aanvraag = get_object_or_404(rijen.select_for_update(of=("self",)), pk=aanvraag.pk)
    return zaak


def _nog_op_tijd(zaak: Aanvraag, verzenddatum: date) -> None:
    termijn = zaak.termijn(verzenddatum)
    assert termijn is not None
    if zaak.status not in IN_BEHANDELING:
        raise NietMogelijk("Er is al een besluit. De brief over de verdaging hoeft niet meer weg.")
    if verzenddatum > termijn.wettelijk:
        dag = f"{termijn.wettelijk.day}-{termijn.wettelijk.month}-{termijn.wettelijk.year}"
        raise NietMogelijk(f"De brief over de verdaging moet uiterlijk op {dag} weg zijn (Awb 4:14, derde lid).")


def _geadresseerden_bijwerken(zaak: Aanvraag, lijst: Iterable[Zaakbrief], dag: date, *, op: datetime) -> None:
    """Of the turns that these letters tell: a letter lapses when its addressee is none any more or lives elsewhere;
    who has none left gets one."""
    allen = geadresseerden(zaak, dag)
    for soort, uitstel, ronde in dict.fromkeys((rij.soort, rij.uitstel, rij.ronde) for rij in lijst):
        zelfde = zaak.zaakbrieven.filter(soort=soort, uitstel=uitstel, ronde=ronde, vervallen_op=None)
        for aan in zonder_brief(zelfde.select_related("brief"), allen, op=op):
            _bevriezen(zaak, soort, aan, uitstel=uitstel, ronde=ronde, op=op)
