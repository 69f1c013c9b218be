"""Letters that are no decision: freezing their words, dating them, and saying that they went out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.brieven.actions import opstellen
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.termijn import einde
from loket.models import IN_BEHANDELING, Aanvraag, Uitstel, Zaakbrief

from .bekendmaken import (
    BEZWAARTERMIJN_WEKEN,
    als_verzonden,
    dateren,
    nog_geadresseerd,
    verzenddatum_nakijken,
    zonder_brief,
)
from .geadresseerden import Geadresseerde
from .opnieuw import adres_nagekeken, opnieuw_te_versturen
from .zaakwoorden import OP_NAAM, SJABLONEN, SJABLOON, Onderwerp, gaat_vanzelf, geadresseerd, is_besluit, zaakbrief

Soort = Zaakbrief.Soort


def brieven_maken(
    aanvraag: Aanvraag,
    soort: str,
    *,
    op: datetime,
    door: Gebruiker | None = None,
    uitstel: Uitstel | None = None,
    alleen: Iterable[Geadresseerde] | None = None,
) -> None:
    """Freeze one letter of this kind for each addressee of today (or for these alone), in the running transaction.

    door: by whose act; then what is a mere message goes out by the portal by itself to who reads it there. A question
    without a child has nobody to write to beside the school, which reads it in the portal.
    """
    if aanvraag.leerling is None:
        return
    dag = timezone.localdate(op)
    laatste = aanvraag.zaakbrieven.filter(soort=soort, vervallen_op=None).aggregate(Max("ronde"))["ronde__max"]
    for aan in geadresseerd(aanvraag, soort, dag) if alleen is None else alleen:
        over = Onderwerp(aanvraag=aanvraag, soort=soort, aan=aan, dag=dag, uitstel=uitstel)
        rij = _bevriezen(over, ronde=(laatste or 0) + 1, op=op)
        if door is not None and gaat_vanzelf(over):
            rij.vanzelf = True
            dateren(rij, dag, door=door, op=op)


def brieven_vervallen(aanvraag: Aanvraag, *, op: datetime, reden: str, **welke: Any) -> None:
    """Letters that did not go out yet will not go out any more; a penalty stays due."""
    for brief in aanvraag.zaakbrieven.te_verzenden().exclude(soort=Soort.DWANGSOM).filter(**welke):
        brief.vervallen_op, brief.vervallen_reden = op, reden
        brief.save()


def _bevriezen(over: Onderwerp, *, ronde: int, op: datetime) -> Zaakbrief:
    gegevens, aan = zaakbrief(over), over.aan
    brief = opstellen(
        SJABLONEN.get(type(gegevens), SJABLOON),
        gegevens,
        soort=over.soort,
        titel=gegevens.documenttitel,
        bestandsnaam=f"{gegevens.kenmerk}-{over.soort}.pdf",
        op=op,
    )
    rij: Zaakbrief = Zaakbrief.objects.create(
        aanvraag=over.aanvraag,
        soort=over.soort,
        uitstel=over.uitstel,
        ronde=ronde,
        aan=aan.aan,
        school=aan.school,
        betrokkene=aan.betrokkene,
        leerling=aan.leerling,
        volgt_op=aan.volgt_op,
        brief=brief,
    )
    return rij


# --- sending -----------------------------------------------------------------------------------------------------


@transaction.atomic
def zaakbrieven_klaarzetten(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    verzenddatum: date,
    nagekeken: bool = False,
    adresonderzoek: str = "",
    soorten: Collection[str] = tuple(Soort),
) -> int:
    """Date every unsent letter of this case for this day and have the PDFs made; can be repeated for another day.

    soorten: only letters of these kinds. Gives how many. The addressees are worked out again. A verdaging must go out
    within the term (R-TERM-07). adresonderzoek: as for a decision. Raises NietMogelijk with the reason.
    """
    zaak = _zaak(aanvraag, door)
    if zaak.leerling is None:
        raise NietMogelijk("Er is geen brief die nog weg moet.")
    verzenddatum_nakijken(zaak.leerling, verzenddatum, vandaag=timezone.localdate(op), nagekeken=nagekeken)
    open_ = zaak.zaakbrieven.met_de_hand().filter(soort__in=soorten)
    opnieuw = [rij for rij in _opnieuw(zaak) if rij.soort in soorten]
    adressen_bijwerken(zaak, [*open_, *opnieuw], verzenddatum, op=op)
    lijst = list(open_.all().select_related("brief"))
    if not lijst:
        raise NietMogelijk("Er is geen brief die nog weg moet.")
    adres_nagekeken(lijst, onderzoek=adresonderzoek, door=door, op=op)
    for rij in lijst:
        if rij.soort == Soort.VERDAGING:
            _nog_op_tijd(zaak, verzenddatum)
        if is_besluit(rij):
            rij.bezwaar_tot = einde(verzenddatum, weken=BEZWAARTERMIJN_WEKEN)
        dateren(rij, verzenddatum, door=door, op=op, bezwaar_tot=rij.bezwaar_tot)
    vastleggen("zaakbrieven_klaarzetten", zaak, door=door, op=op, brieven=len(lijst))
    return len(lijst)


@transaction.atomic
def zaakbrieven_verzonden(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, brieven: list[str] | None = None
) -> None:
    """Say that letters went out on their date. brieven: public ids; None means all that are left.

    The letter of a verdaging to the school is what moves the term (Awb 4:14 lid 3). Raises NietMogelijk when a letter
    has no PDF, no date, or a date that is not the day it can have gone out.
    """
    zaak = _zaak(aanvraag, door)
    open_ = zaak.zaakbrieven.met_de_hand().select_for_update(of=("self",))
    gekozen = open_ if brieven is None else open_.filter(public_id__in=brieven)
    lijst = list(gekozen.select_related("brief", "uitstel", "betrokkene__gebruiker"))
    if not lijst:
        raise NietMogelijk("Kies welke brieven zijn verzonden.")
    for soort in dict.fromkeys(rij.soort for rij in lijst):
        nog_geadresseerd(
            [rij for rij in lijst if rij.soort == soort],
            lambda dag, van=soort: geadresseerd(zaak, van, dag),  # type: ignore[misc]
        )
    for rij in lijst:
        als_verzonden(rij, door=door, op=op)
        if rij.uitstel and rij.uitstel.van is None and rij.aan == "school":
            rij.uitstel.van = rij.verzenddatum
            rij.uitstel.save()
    adressen_bijwerken(zaak, lijst, timezone.localdate(op), op=op)
    vastleggen("zaakbrieven_verzonden", zaak, door=door, op=op, brieven=len(lijst))


def _zaak(aanvraag: Aanvraag, door: Gebruiker) -> Aanvraag:
    rijen = Aanvraag.objects.visible_to(door, Permissie.BRIEF_VERZENDEN)
    zaak: Aanvraag = get_object_or_404(rijen.select_for_update(of=("self",)), pk=aanvraag.pk)
    return zaak


def _opnieuw(zaak: Aanvraag) -> list[Zaakbrief]:
    """What did not arrive; more time is told no more once there is a decision."""
    rijen = opnieuw_te_versturen(zaak.zaakbrieven.filter(vervallen_op=None).select_related("uitstel"))
    return [rij for rij in rijen if rij.soort != Soort.VERDAGING or zaak.status in IN_BEHANDELING]


def _nog_op_tijd(zaak: Aanvraag, verzenddatum: date) -> None:
    termijn = zaak.termijn(verzenddatum)
    assert termijn is not None
    if zaak.status not in IN_BEHANDELING:
        raise NietMogelijk("Er is al een besluit. De brief over de verdaging hoeft niet meer weg.")
    if verzenddatum > termijn.wettelijk:
        dag = f"{termijn.wettelijk.day}-{termijn.wettelijk.month}-{termijn.wettelijk.year}"
        raise NietMogelijk(f"De brief over de verdaging moet uiterlijk op {dag} weg zijn (Awb 4:14, derde lid).")


def adressen_bijwerken(zaak: Aanvraag, lijst: Iterable[Zaakbrief], dag: date, *, op: datetime) -> None:
    """Of the turns that these letters tell: a letter lapses when its addressee is none any more or lives elsewhere;
    who has none left gets one."""
    for soort, uitstel, ronde in dict.fromkeys((rij.soort, rij.uitstel, rij.ronde) for rij in lijst):
        zelfde = zaak.zaakbrieven.filter(soort=soort, uitstel=uitstel, ronde=ronde, vervallen_op=None)
        sleutels = {rij.sleutel for rij in zelfde}
        allen = [aan for aan in geadresseerd(zaak, soort, dag) if soort not in OP_NAAM or aan.sleutel in sleutels]
        for aan in zonder_brief(zelfde.select_related("brief"), allen, op=op):
            over = Onderwerp(aanvraag=zaak, soort=soort, aan=aan, dag=dag, uitstel=uitstel)
            _bevriezen(over, ronde=ronde, op=op)
