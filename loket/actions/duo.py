"""Comparing our TLVs with the list of DUO (R-NUM-05)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.importeren.duolijst import Lijst
from loket.models import GELDIG, DuoVergelijking, Tlv
from loket.rules.duo import vergelijken
from scholen.models import Samenwerkingsverband


@transaction.atomic
def duo_vergelijken(
    lijst: Lijst,
    *,
    swv: Samenwerkingsverband,
    peildatum: date,
    soorten: Sequence[str],
    door: Gebruiker,
    op: datetime,
) -> DuoVergelijking:
    """Keep which numbers are on both sides. soorten: the kinds the list is about; only those can be missing from it.

    A number counts as issued whatever its kind or day. Raises NietMogelijk without a kind.
    """
    if not soorten:
        raise NietMogelijk("Kies over welke soorten de lijst gaat.")
    tlvs = Tlv.objects.visible_to(door, Permissie.TLV_REGISTREREN).filter(swv=swv).met_stand(peildatum)
    uitgegeven = {
        tlv.nummer: tlv.stand in GELDIG and tlv.soort in soorten  # type: ignore[attr-defined]
        for tlv in tlvs.only("nummer", "soort").iterator()
    }
    uitkomst = vergelijken(uitgegeven, lijst.nummers)
    vergelijking: DuoVergelijking = DuoVergelijking.objects.create(
        swv=swv,
        peildatum=peildatum,
        soorten=list(soorten),
        regels=lijst.regels,
        overgeslagen=lijst.overgeslagen,
        bekostigd=list(uitkomst.bekostigd),
        niet_gevonden=list(uitkomst.niet_gevonden),
        niet_uitgegeven=list(uitkomst.niet_uitgegeven),
        buiten_de_periode=list(uitkomst.buiten_de_periode),
        created_at=op,
        door=door,
    )
    vastleggen("duo_vergelijken", vergelijking, door=door, op=op, regels=lijst.regels)
    return vergelijking
