"""Begin an aanvraag with what the school ticked of a file. The file itself is nowhere: only what was ticked arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Kolomindeling
from loket.uitbestand import Voorstel
from loket.uitbestand.voorstel import LEERLING, MAX_HULP, MAX_OUDERS, SECTIES, label
from scholen.actions.leerlingen import betrokkene_toevoegen, betrokkene_wijzigen, leerling_toevoegen, leerling_wijzigen
from scholen.models import Adres, Betrokkene, Gezag, Leerling, Samenwerkingsverband, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

from .aanvraag import Interventiegegevens, concept_maken, onderdeel_opslaan

ADRES = ("straat", "postcode", "plaats")
PERSOON = ("aanhef", "voornaam", "tussenvoegsel", "achternaam", "email", "telefoon")


@dataclass(frozen=True)
class Rij:
    """One value on the preview. nu: what stands here already; stand: nieuw, anders or gelijk."""

    sleutel: str
    label: str
    tekst: str
    datum: date | None
    nu: str
    stand: str

    @property
    def dag(self) -> date | None:
        """The value as a day, when it is one."""
        return _dag(self.tekst)

    @property
    def nu_dag(self) -> date | None:
        return _dag(self.nu)


@dataclass(frozen=True)
class Groep:
    """The values about one person or the aanvraag. bekend: known here; nummer, wie: of a parent, and who that is."""

    titel: str
    bekend: bool
    rijen: tuple[Rij, ...]
    nummer: int = 0
    wie: str = ""


def bekende_leerling(voorstel: Voorstel, door: Gebruiker) -> Leerling | None:
    """The pupil of an own school that this file is about, by number or by name and birth date."""
    eigen = Leerling.objects.visible_to(door, Permissie.LEERLING_SCHRIJVEN)
    nummer = voorstel.waarde("leerling.leerlingnummer")
    geboren = _dag(voorstel.waarde("leerling.geboortedatum"))
    if geboren is None:
        return None
    zelfde = eigen.filter(geboortedatum=geboren)
    op_nummer = zelfde.filter(leerlingnummer=nummer).first() if nummer else None
    return op_nummer or zelfde.filter(achternaam__iexact=voorstel.waarde("leerling.achternaam")).first()


def vergelijken(voorstel: Voorstel, leerling: Leerling | None, *, vandaag: date) -> list[Groep]:
    """What the file offers beside what is known here, per person and section."""
    nu = _bekend(leerling)
    groepen = [_groep("Leerling", voorstel, [f"leerling.{kolom}" for kolom in LEERLING], nu, leerling is not None)]
    ouders = _ouders(leerling, vandaag) if leerling else []
    for nummer in range(1, MAX_OUDERS + 1):
        sleutels = [regel.sleutel for regel in voorstel.regels if regel.sleutel.startswith(f"ouder.{nummer}.")]
        velden = {sleutel.rpartition(".")[2]: voorstel.waarde(sleutel) for sleutel in sleutels}
        if (ouder := _dezelfde(ouders, velden)) is not None:
            sleutels = [sleutel for sleutel in sleutels if not sleutel.endswith(".relatie")]
        stand = {f"ouder.{nummer}.{k}": v for k, v in _oudervelden(ouder, vandaag).items()} if ouder else {}
        groep = _groep(f"Ouder of verzorger {nummer}", voorstel, sleutels, stand, ouder is not None)
        groepen.append(replace(groep, nummer=nummer, wie=ouder.public_id if ouder else ""))
    secties = [f"{slug}.{veld}" for slug, velden in SECTIES.items() for veld in velden]
    groepen.append(_groep("Aanvraag", voorstel, [*secties, *(f"hulp.{n}" for n in range(1, MAX_HULP + 1))], {}, False))
    return [groep for groep in groepen if groep.rijen]


@transaction.atomic
def kolommen_onthouden(school: School, kolommen: Mapping[str, str], *, door: Gebruiker, op: datetime) -> Kolomindeling:
    """Remember what the columns of this school's export are; names of columns only, no values."""
    if not scholen_van(door, *SCHOOL_SCHRIJFT).filter(pk=school.pk).exists():
        raise NietMogelijk("Dit kan alleen voor je eigen school.")
    indeling, _ = Kolomindeling.objects.update_or_create(
        school=school, defaults={"kolommen": dict(kolommen), "bewerkt_op": op, "bewerkt_door": door}
    )
    vastleggen("kolommen_onthouden", indeling, door=door, op=op, aantal=len(kolommen))
    return indeling


@transaction.atomic
def beginnen_uit_bestand(
    *,
    school: School,
    leerling: Leerling | None,
    soort: str,
    swv: Samenwerkingsverband,
    sleutel: str,
    bij_school: str,
    gekozen: Mapping[str, str],
    bekenden: Mapping[int, str],
    door: Gebruiker,
    op: datetime,
) -> Aanvraag:
    """A draft with what was ticked. leerling: the one that is known here, or None for a new one; bekenden: which parent
    of the file (by number) is which person here (public id).

    gekozen: sleutel → text, of what may be taken (loket.uitbestand.voorstel). Gezag is never taken from a file: a new
    person comes in as "gezag onbekend". Raises Bestaat when there is an open aanvraag, NietMogelijk for the rest. The
    same sleutel gives the draft that was made: a second click takes nothing over again.
    """
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    if bestaand := Aanvraag.objects.filter(indien_sleutel=sleutel, aangemaakt_door=door).first():
        return bestaand
    dag = timezone.localdate(op)
    kind = _leerling(school, leerling, bij_school, gekozen, door=door, op=op, dag=dag)
    aanvraag = concept_maken(school=school, leerling=kind, soort=soort, swv=swv, sleutel=sleutel, door=door, op=op)
    for nummer in range(1, MAX_OUDERS + 1):
        velden = {k: v for k in (*PERSOON, *ADRES, "relatie") if (v := gekozen.get(f"ouder.{nummer}.{k}", ""))}
        if velden:
            _ouder(kind, bekenden.get(nummer, ""), velden, door=door, op=op, dag=dag)
    hulp = [Interventiegegevens(wat=t) for n in range(1, MAX_HULP + 1) if (t := gekozen.get(f"hulp.{n}", ""))]
    for slug, kolommen in SECTIES.items():
        velden_: dict[str, Any] = {veld: t for veld in kolommen if (t := gekozen.get(f"{slug}.{veld}", ""))}
        if "opp_datum" in velden_:
            velden_["opp_datum"] = _dag(velden_["opp_datum"])
        met_hulp = hulp if slug == "gedaan" else None
        if slug in aanvraag.delen and (velden_ or met_hulp):
            onderdeel_opslaan(aanvraag, slug, door=door, op=op, versie=0, velden=velden_, interventies=met_hulp or None)
    vastleggen("beginnen_uit_bestand", aanvraag, door=door, op=op, velden=sorted(gekozen))
    return aanvraag


def _leerling(
    school: School,
    leerling: Leerling | None,
    bij_school: str,
    gekozen: Mapping[str, str],
    *,
    door: Gebruiker,
    op: datetime,
    dag: date,
) -> Leerling:
    velden: dict[str, Any] = {kolom: t for kolom in LEERLING if (t := gekozen.get(f"leerling.{kolom}", ""))}
    if "geboortedatum" in velden:
        velden["geboortedatum"] = _dag(velden["geboortedatum"])
    if leerling is not None:
        return leerling_wijzigen(leerling, door=door, op=op, **velden) if velden else leerling
    if not all(velden.get(kolom) for kolom in ("roepnaam", "achternaam", "geboortedatum")):
        raise NietMogelijk("Neem van een nieuwe leerling ten minste roepnaam, achternaam en geboortedatum over.")
    groep = gekozen.get("leerling.groep", "")
    return leerling_toevoegen(door=door, op=op, school=school, bij_school=bij_school, sinds=dag, groep=groep, **velden)


def _ouder(leerling: Leerling, wie: str, velden: dict[str, str], *, door: Gebruiker, op: datetime, dag: date) -> None:
    bekend = next((ouder for ouder in _ouders(leerling, dag) if ouder.public_id == wie), None)
    adres = {naam: velden.pop(naam, "") for naam in ADRES}
    relatie = velden.pop("relatie", "")
    if bekend is None:
        if "achternaam" not in velden:
            raise NietMogelijk("Neem van een ouder die hier nog niet staat ten minste de achternaam over.")
        betrokkene_toevoegen(
            leerling,
            door=door,
            op=op,
            vandaag=dag,
            adres=adres if all(adres.values()) else None,
            gezag={"soort": "onbekend", "relatie": relatie, "bron": "uit een bestand van de school"},
            **velden,
        )
        return
    band = Gezag.objects.geldig(dag).get(leerling=leerling, betrokkene=bekend)
    woont = Adres.objects.geldig(dag).filter(betrokkene=bekend).first()
    oud = {naam: getattr(woont, naam) for naam in (*ADRES, "adresgeheim")} if woont else {}
    nieuw = oud | {naam: tekst for naam, tekst in adres.items() if tekst}
    gezag = {naam: getattr(band, naam) for naam in ("soort", "relatie", "bron", "gezien_op", "contactverbod")}
    compleet = all(nieuw.get(naam) for naam in ADRES)
    betrokkene_wijzigen(
        leerling, bekend, door=door, op=op, vandaag=dag, adres=nieuw if compleet else oud or None, gezag=gezag, **velden
    )


def _bekend(leerling: Leerling | None) -> dict[str, str]:
    if leerling is None:
        return {}
    waarden = {kolom: getattr(leerling, kolom) for kolom in LEERLING}
    return {f"leerling.{kolom}": str(waarde) for kolom, waarde in waarden.items()}


def _ouders(leerling: Leerling, dag: date) -> list[Betrokkene]:
    banden = Gezag.objects.geldig(dag).filter(leerling=leerling).select_related("betrokkene").order_by("pk")
    return [band.betrokkene for band in banden]


def _oudervelden(ouder: Betrokkene, dag: date) -> dict[str, str]:
    adres = Adres.objects.geldig(dag).filter(betrokkene=ouder).first()
    woont = {naam: getattr(adres, naam) for naam in ADRES} if adres else {}
    return {naam: getattr(ouder, naam) for naam in PERSOON} | woont


def _dezelfde(ouders: list[Betrokkene], velden: Mapping[str, str]) -> Betrokkene | None:
    """The person that is known here: the same family name, and a first name that begins alike."""
    achternaam, voor = velden.get("achternaam", "").lower(), velden.get("voornaam", "")[:1].lower()
    for ouder in ouders:
        if achternaam and ouder.achternaam.lower() == achternaam and ouder.voornaam[:1].lower() == voor:
            return ouder
    return None


def _groep(titel: str, voorstel: Voorstel, sleutels: list[str], nu: Mapping[str, str], bekend: bool) -> Groep:
    per = {regel.sleutel: regel for regel in voorstel.regels}
    rijen = []
    for sleutel in sleutels:
        if (regel := per.get(sleutel)) is None:
            continue
        hier = nu.get(sleutel, "")
        gelijk = "".join(hier.lower().split()) == "".join(regel.tekst.lower().split())
        stand = "gelijk" if gelijk else "anders" if hier else "nieuw"
        rijen.append(Rij(sleutel, label(sleutel), regel.tekst, regel.datum, hier, stand))
    return Groep(titel, bekend, tuple(rijen))


def _dag(tekst: str) -> date | None:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        return None
