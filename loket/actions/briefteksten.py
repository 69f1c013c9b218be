"""The beheerder writes what the SWV says in its letters: in a draft, tried on every letter, published as a version."""

from __future__ import annotations

import base64
import dataclasses
import json
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files import File
from django.db import transaction
from django.shortcuts import get_object_or_404

from kern.bestanden.actions import beeld_ontvangen
from kern.bestanden.controle import BestandFout
from kern.brieven.tekens import gelijk, niet_af_te_drukken
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket import letters
from loket.letters.teksten import BLOKKEN, VOOR, tekstfouten
from loket.models import Briefbeeld, Brieftekst, Briefteksten
from loket.models.briefteksten import afdruk
from scholen.models import Instelling, Samenwerkingsverband

BEHEREN = Permissie.INSTELLINGEN_BEHEREN
LOGO, HANDTEKENING = Briefbeeld.Soort.LOGO, Briefbeeld.Soort.HANDTEKENING
ZIJDE = 720
"""Pixels: a logo of 60 mm wide at 300 dots an inch."""
HOOGSTENS = 150_000
"""Bytes of a picture: it is in every letter."""
MEESTE_HANDTEKENINGEN = 10


# --- what holds ----------------------------------------------------------------------------------------------------


def teksten_van(instelling: Instelling, dag: date) -> letters.Teksten:
    """The texts that a letter of this day says, frozen."""
    return als_teksten(Briefteksten.objects.geldig(instelling.swv, dag), instelling)


def afzender_van(swv: Samenwerkingsverband, teksten: letters.Teksten, contactpersoon: str = "") -> letters.Afzender:
    """The SWV as its letters name it."""
    return letters.Afzender(
        naam=swv.naam,
        swv_code=swv.code,
        straat=swv.straat,
        postcode=swv.postcode,
        plaats=swv.plaats,
        telefoon=swv.telefoon,
        email=swv.email,
        postadres=swv.postadres,
        contactpersoon=contactpersoon,
        kleur=swv.merkkleur,
        accentkleur=swv.accentkleur,
        teksten=teksten,
    )


def rechtsmiddelen_van(instelling: Instelling) -> letters.Rechtsmiddelen:
    """Where and how to object, as this SWV says it."""
    swv = instelling.swv
    return letters.Rechtsmiddelen(
        email=swv.bezwaar_email or swv.email,
        portaal="",
        commissie=instelling.bezwaarcommissie,
        steunpunt=instelling.steunpunt_naam,
        steunpunt_telefoon=instelling.steunpunt_telefoon,
        steunpunt_website=instelling.steunpunt_website,
        datum_tonen=instelling.bezwaardatum_in_brief,
    )


def als_teksten(rij: Briefteksten | None, instelling: Instelling) -> letters.Teksten:
    """One version as a letter wants it; without one, what the settings name alone."""
    vast = letters.Teksten(steunpunt=instelling.steunpunt_naam, commissie=instelling.bezwaarcommissie)
    if rij is None:
        return vast
    beelden = [(een.soort, _beeld(een)) for een in rij.beelden.order_by("soort", "naam")]
    return dataclasses.replace(
        vast,
        versie=rij.versie,
        blokken=tuple((een.blok, een.voor, een.tekst) for een in rij.blokken.order_by("blok", "voor")),
        logo=next((beeld for soort, beeld in beelden if soort == LOGO), None),
        handtekeningen=tuple(beeld for soort, beeld in beelden if soort == HANDTEKENING),
    )


def versie_op(rij: Briefteksten | None, swv: Samenwerkingsverband, dag: date) -> letters.Teksten:
    """One version as a letter of this day would have it, also a draft."""
    return als_teksten(rij, Instelling.objects.geldig(swv, dag))


def beeld_met_afdruk(print_: str) -> Briefbeeld | None:
    """The picture with this content: whoever can name its print has a letter or a page with it."""
    return Briefbeeld.objects.filter(afdruk=print_).first()


def _beeld(rij: Briefbeeld) -> letters.Beeld:
    gegevens = base64.b64encode(bytes(rij.gegevens)).decode()
    return letters.Beeld(uri=f"data:{rij.mime};base64,{gegevens}", tekst=rij.tekst, naam=rij.naam)


def laatste_versie(swv: Samenwerkingsverband) -> Briefteksten | None:
    """The version that was published last, whether it holds already or from a later day."""
    rijen = Briefteksten.objects.filter(swv=swv, gepubliceerd_op__isnull=False)
    return rijen.order_by("-versie").first()


# --- writing ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def tekst_schrijven(
    swv: Samenwerkingsverband, blok: str, voor: str, *, door: Gebruiker, op: datetime, tekst: str
) -> None:
    """Put these words in this block of the draft, for these letters; without words it says what is there by itself.

    Raises NietMogelijk with what is wrong with them.
    """
    if blok not in BLOKKEN or voor not in BLOKKEN[blok].voor:
        raise NietMogelijk("Deze tekst is er niet in een brief.")
    tekst = gelijk(tekst).strip()
    fouten = [*tekstfouten(blok, tekst), *filter(None, [niet_af_te_drukken(tekst)])] if tekst else []
    if fouten:
        raise NietMogelijk(" ".join(f"{fout.rstrip('.')}." for fout in fouten))
    concept = _concept(swv, door, op)
    if tekst:
        concept.blokken.update_or_create(blok=blok, voor=voor, defaults={"tekst": tekst})
    else:
        concept.blokken.filter(blok=blok, voor=voor).delete()
    vastleggen("brieftekst_schrijven", concept, door=door, op=op, blok=blok, voor=voor)


def beeld_plaatsen(
    swv: Samenwerkingsverband,
    soort: str,
    *,
    door: Gebruiker,
    op: datetime,
    bestand: File[bytes],
    tekst: str = "",
    naam: str = "",
) -> None:
    """Put a logo or a signature in the draft. tekst: what a logo shows, in words; naam: whose signature.

    Only the pixels of a PNG or JPEG come in. Raises NietMogelijk or BestandFout with what to do.
    """
    rechten_nodig(door, BEHEREN)
    tekst, naam = gelijk(tekst).strip(), gelijk(naam).strip()
    if soort == LOGO and not tekst:
        raise NietMogelijk("Schrijf op wat er op het logo staat, voor wie het niet ziet.")
    if soort == HANDTEKENING and not naam:
        raise NietMogelijk("Schrijf op van wie de handtekening is.")
    tekst, naam = (tekst, "") if soort == LOGO else (f"Handtekening van {naam}", naam)
    if fout := niet_af_te_drukken(tekst):
        raise NietMogelijk(fout)
    beeld = beeld_ontvangen(bestand, zijde=ZIJDE)  # takes its time: before anything is locked
    if len(beeld.data) > HOOGSTENS:
        raise BestandFout("Het beeld is te zwaar voor een brief. Kies een eenvoudiger beeld, of sla het op als JPEG.")
    velden = {"tekst": tekst, "mime": beeld.soort, "gegevens": beeld.data}
    velden["afdruk"] = afdruk(beeld.data)
    _beeld_bewaren(swv, soort, naam, velden, door=door, op=op)


@transaction.atomic
def _beeld_bewaren(
    swv: Samenwerkingsverband, soort: str, naam: str, velden: dict[str, Any], *, door: Gebruiker, op: datetime
) -> None:
    concept = _concept(swv, door, op)
    ander = concept.beelden.filter(soort=HANDTEKENING).exclude(naam=naam).count()
    if soort == HANDTEKENING and ander >= MEESTE_HANDTEKENINGEN:
        raise NietMogelijk(f"Er staan al {MEESTE_HANDTEKENINGEN} handtekeningen. Haal er eerst een weg.")
    concept.beelden.update_or_create(soort=soort, naam=naam, defaults=velden)
    vastleggen("briefbeeld_plaatsen", concept, door=door, op=op, soort=str(soort))


@transaction.atomic
def beeld_weghalen(swv: Samenwerkingsverband, soort: str, *, door: Gebruiker, op: datetime, naam: str = "") -> None:
    """Take a logo or a signature out of the draft."""
    concept = _concept(swv, door, op)
    get_object_or_404(concept.beelden, soort=soort, naam=naam).delete()
    vastleggen("briefbeeld_weghalen", concept, door=door, op=op, soort=soort)


@transaction.atomic
def briefteksten_weggooien(swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime) -> None:
    """Forget what was changed since the last version."""
    rechten_nodig(door, BEHEREN)
    concept = get_object_or_404(beheerde(door).filter(gepubliceerd_op__isnull=True), swv=swv)
    vastleggen("briefteksten_weggooien", concept, door=door, op=op)
    concept.delete()


# --- publishing ------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Verschil:
    """One place where a draft differs from the version before: in a sentence, and the words; of a picture its text."""

    zin: str
    oud: str
    nieuw: str


def verschillen(concept: Briefteksten) -> list[Verschil]:
    """What publishing this draft would change."""
    oud, nieuw = _per_plek(laatste_versie(concept.swv)), _per_plek(concept)
    gevonden = []
    for plek in [*nieuw, *(een for een in oud if een not in nieuw)]:
        if oud.get(plek) == nieuw.get(plek):
            continue
        wat = "Weg" if plek not in nieuw else "Anders" if plek in oud else "Nieuw"
        gevonden.append(Verschil(f"{wat}: {plek}.", _in_woorden(oud.get(plek)), _in_woorden(nieuw.get(plek))))
    return gevonden


def wat_verandert(concept: Briefteksten) -> list[str]:
    """What publishing this draft would change, in sentences."""
    return [een.zin for een in verschillen(concept)]


def inhoud_afdruk(rij: Briefteksten) -> str:
    """A print of every text and picture of this version, to know whether it is still what was shown."""
    blokken = sorted(rij.blokken.values_list("blok", "voor", "tekst"))
    beelden = sorted(rij.beelden.values_list("soort", "naam", "tekst", "mime", "afdruk"))
    return afdruk(json.dumps([blokken, beelden]).encode())


def _in_woorden(inhoud: Any) -> str:
    return inhoud[0] if isinstance(inhoud, tuple) else inhoud or ""


def _per_plek(rij: Briefteksten | None) -> dict[str, Any]:
    if rij is None:
        return {}
    inhoud: dict[str, Any] = {}
    per = {(een.blok, een.voor): een.tekst for een in rij.blokken.all()}
    for blok, vorm in BLOKKEN.items():
        inhoud |= {plek_in_woorden(blok, voor): per[blok, voor] for voor in vorm.voor if (blok, voor) in per}
    for een in rij.beelden.all():
        naam = "logo" if een.soort == LOGO else f"handtekening van {een.naam}"
        inhoud[naam] = (een.tekst, bytes(een.gegevens))
    return inhoud


def plek_in_woorden(blok: str, voor: str) -> str:
    """This block for these letters, as the pages call it."""
    return f"{BLOKKEN[blok].titel} ({VOOR[voor][0]})" if voor or len(BLOKKEN[blok].voor) > 1 else BLOKKEN[blok].titel


def datum_fout(swv: Samenwerkingsverband, geldig_van: date, vandaag: date) -> str:
    """Why a version cannot hold from this day on; "" when it can."""
    if geldig_van <= vandaag:
        return "Kies een dag vanaf morgen. Wat vandaag is besloten, houdt de teksten van vandaag."
    if geldig_van > vandaag + timedelta(days=400):
        return "Kies een dag tot een jaar vooruit."
    vorige = laatste_versie(swv)
    if vorige and vorige.geldig_van and vorige.geldig_van > geldig_van:
        return f"Versie {vorige.versie} gaat in op {vorige.geldig_van:%d-%m-%Y}. Kies die dag of later."
    return ""


def _concept(swv: Samenwerkingsverband, door: Gebruiker, op: datetime) -> Briefteksten:
    """The draft, locked; made from the last version when there is none. Two beheerders get the same one."""
    rechten_nodig(door, BEHEREN)
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    bestaand: Briefteksten | None = beheerde(door).filter(swv=swv, gepubliceerd_op__isnull=True).first()
    if bestaand is not None:
        return bestaand
    oud = laatste_versie(swv)
    nieuw = Briefteksten.objects.create(swv=swv, versie=oud.versie + 1 if oud else 1)
    for een in oud.blokken.all() if oud else []:
        Brieftekst.objects.create(teksten=nieuw, blok=een.blok, voor=een.voor, tekst=een.tekst)
    for beeld in oud.beelden.all() if oud else []:
        velden = {naam: getattr(beeld, naam) for naam in ("soort", "naam", "tekst", "mime", "gegevens", "afdruk")}
        Briefbeeld.objects.create(teksten=nieuw, **velden)
    vastleggen("concept_van_briefteksten", nieuw, door=door, op=op, versie=nieuw.versie)
    return nieuw


def beheerde(door: Gebruiker) -> Any:
    """The versions that this user manages, to be locked."""
    return Briefteksten.objects.visible_to(door, BEHEREN).select_for_update(of=("self",))
