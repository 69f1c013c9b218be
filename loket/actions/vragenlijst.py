"""The beheerder writes the questions of the SWV: in a draft, and published as a new version that never changes.

voor: the kind of aanvraag that the list is for; empty for all kinds.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.shortcuts import get_object_or_404

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Vraag, Vragenlijst
from loket.rules.vragen import fouten, verschil
from scholen.models import Samenwerkingsverband

BEHEREN = Permissie.VRAGEN_BEHEREN
KOLOMMEN = ("sleutel", "onderdeel", "volgorde", "tekst", "uitleg", "soort", "keuzes", "nodig", "toon_bij_waarde")
OMHOOG, OMLAAG = "omhoog", "omlaag"


@transaction.atomic
def vraag_toevoegen(
    swv: Samenwerkingsverband,
    voor: str,
    *,
    door: Gebruiker,
    op: datetime,
    toon_bij: str = "",
    sleutel: str = "",
    **velden: Any,
) -> Vraag:
    """Add a question at the end of its section. toon_bij: the sleutel of the question it hangs on.

    sleutel: its own, when it is one that another portal has.
    """
    lijst = _concept(swv, voor, door, op)
    laatste = lijst.vragen.aggregate(hoogste=Max("volgorde"))["hoogste"] or 0
    vraag = Vraag.objects.create(
        vragenlijst=lijst,
        sleutel=sleutel or secrets.token_hex(4),
        volgorde=laatste + 1,
        toon_bij=_bij(lijst, toon_bij),
        **velden,
    )
    vastleggen("vraag_toevoegen", lijst, door=door, op=op, vraag=vraag.sleutel)
    return vraag


@transaction.atomic
def vraag_wijzigen(
    swv: Samenwerkingsverband,
    voor: str,
    sleutel: str,
    *,
    door: Gebruiker,
    op: datetime,
    toon_bij: str = "",
    **velden: Any,
) -> Vraag:
    """Change a question in the draft; whoever began an aanvraag before the next version keeps the old one."""
    lijst = _concept(swv, voor, door, op)
    vraag: Vraag = get_object_or_404(lijst.vragen, sleutel=sleutel)
    vraag.toon_bij = _bij(lijst, toon_bij)
    for naam, waarde in velden.items():
        setattr(vraag, naam, waarde)
    vraag.save()
    vastleggen("vraag_wijzigen", lijst, door=door, op=op, vraag=sleutel, velden=sorted(velden))
    return vraag


@transaction.atomic
def vraag_verwijderen(swv: Samenwerkingsverband, voor: str, sleutel: str, *, door: Gebruiker, op: datetime) -> None:
    """Take a question out of the draft. Raises NietMogelijk when another one hangs on it."""
    lijst = _concept(swv, voor, door, op)
    vraag = get_object_or_404(lijst.vragen, sleutel=sleutel)
    if (ander := vraag.afhankelijk.first()) is not None:
        raise NietMogelijk(f"De vraag ‘{ander.tekst}’ hangt af van deze vraag. Wijzig of verwijder die eerst.")
    vraag.delete()
    vastleggen("vraag_verwijderen", lijst, door=door, op=op, vraag=sleutel)


@transaction.atomic
def vraag_verplaatsen(
    swv: Samenwerkingsverband, voor: str, sleutel: str, *, door: Gebruiker, op: datetime, richting: str
) -> None:
    """Change places with the question above (omhoog) or below (omlaag) in the same section; at the end, stay."""
    lijst = _concept(swv, voor, door, op)
    vraag = get_object_or_404(lijst.vragen, sleutel=sleutel)
    rij = list(lijst.vragen.filter(onderdeel=vraag.onderdeel).order_by("volgorde"))
    plek = [een.pk for een in rij].index(vraag.pk)
    buur = plek - 1 if richting == OMHOOG else plek + 1
    if not 0 <= buur < len(rij):
        return
    een, ander = rij[plek], rij[buur]
    een.volgorde, ander.volgorde = ander.volgorde, een.volgorde
    een.save(update_fields=["volgorde"])
    ander.save(update_fields=["volgorde"])
    vastleggen("vraag_verplaatsen", lijst, door=door, op=op, vraag=sleutel, richting=richting)


@transaction.atomic
def concept_weggooien(swv: Samenwerkingsverband, voor: str, *, door: Gebruiker, op: datetime) -> None:
    """Forget what was changed since the last version."""
    lijst: Vragenlijst = get_object_or_404(_rijen(door).filter(gepubliceerd_op__isnull=True), swv=swv, soort=voor)
    vastleggen("concept_weggooien", lijst, door=door, op=op)
    lijst.delete()


@transaction.atomic
def vragenlijst_publiceren(
    swv: Samenwerkingsverband, voor: str, *, door: Gebruiker, op: datetime, gezien: list[str]
) -> Vragenlijst:
    """Make the draft the version that every aanvraag begun from now on is written by.

    gezien: the summary of changes as it was shown. Raises NietMogelijk when something is wrong, when nothing changed
    and when the draft is not what was shown.
    """
    lijst: Vragenlijst = get_object_or_404(_rijen(door).filter(gepubliceerd_op__isnull=True), swv=swv, soort=voor)
    regels = lijst.regels()
    if mis := fouten(regels):
        raise NietMogelijk(
            "Er is nog 1 vraag niet in orde." if len(mis) == 1 else f"Nog {len(mis)} vragen kloppen niet."
        )
    wijzigingen = wat_verandert(lijst)
    if not wijzigingen:
        raise NietMogelijk("Er is niets gewijzigd.")
    if gezien != wijzigingen:
        raise NietMogelijk("De vragen zijn intussen gewijzigd. Bekijk de wijzigingen opnieuw.")
    lijst.gepubliceerd_op, lijst.gepubliceerd_door = op, door
    lijst.wijzigingen = "\n".join(wijzigingen)
    lijst.save()
    vastleggen("vragenlijst_publiceren", lijst, door=door, op=op, versie=lijst.versie, vragen=len(regels))
    return lijst


def laatste_versie(swv: Samenwerkingsverband, voor: str) -> Vragenlijst | None:
    """The version that holds now."""
    rijen = Vragenlijst.objects.filter(swv=swv, soort=voor, gepubliceerd_op__isnull=False)
    return rijen.order_by("-versie").first()


def wat_verandert(concept: Vragenlijst) -> list[str]:
    """What publishing this draft would change, in sentences."""
    oud = laatste_versie(concept.swv, concept.soort)
    return verschil(oud.regels() if oud else [], concept.regels())


def _rijen(door: Gebruiker) -> Any:
    return Vragenlijst.objects.visible_to(door, BEHEREN).select_for_update(of=("self",))


def _concept(swv: Samenwerkingsverband, voor: str, door: Gebruiker, op: datetime) -> Vragenlijst:
    """The draft, locked; made from the last version when there is none. Two beheerders get the same one."""
    rechten_nodig(door, BEHEREN)
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    bestaand: Vragenlijst | None = _rijen(door).filter(swv=swv, soort=voor, gepubliceerd_op__isnull=True).first()
    if bestaand is not None:
        return bestaand
    oud = laatste_versie(swv, voor)
    nieuw = Vragenlijst.objects.create(swv=swv, soort=voor, versie=oud.versie + 1 if oud else 1)
    if oud is not None:
        _overnemen(oud, nieuw)
    vastleggen("concept_van_vragen", nieuw, door=door, op=op, versie=nieuw.versie)
    return nieuw


def _overnemen(oud: Vragenlijst, nieuw: Vragenlijst) -> None:
    wachten = list(oud.vragen.select_related("toon_bij"))
    klaar: dict[str, Vraag] = {}
    for vraag in sorted(wachten, key=lambda een: een.toon_bij_id is not None):
        klaar[vraag.sleutel] = Vraag(vragenlijst=nieuw, **{naam: getattr(vraag, naam) for naam in KOLOMMEN})
    for vraag in wachten:  # one on which another hangs comes first, however deep
        _opslaan(vraag, klaar)


def _opslaan(vraag: Vraag, klaar: dict[str, Vraag]) -> Vraag:
    kopie = klaar[vraag.sleutel]
    if kopie.pk is None:
        if vraag.toon_bij is not None:
            kopie.toon_bij = _opslaan(vraag.toon_bij, klaar)
        kopie.save()
    return kopie


def _bij(lijst: Vragenlijst, sleutel: str) -> Vraag | None:
    return get_object_or_404(lijst.vragen, sleutel=sleutel) if sleutel else None
