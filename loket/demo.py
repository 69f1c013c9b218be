"""Fictional aanvragen for the demo: in every state, over two school years, through the same actions as real ones.

Only what a school writes is laid down as rows; from the check by the loket on every step is the real action, with the
moment it would have had. So numbers, letters, terms and the logbook are as they would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import vastleggen
from loket import models
from loket.actions import advies as advies_acties
from loket.actions import behandeling, bekendmaken, bellen, besluit, criteria
from loket.actions.brief import gevraagd_eind
from loket.actions.nummers import volgend_kenmerk
from loket.demobezwaren import Wie, bezwaren_vullen
from loket.demobrieven import brieven_vullen, pdfs_van
from loket.demomandaten import mandaten_vullen
from loket.demooverleg import overleggen_vullen
from loket.demosoorten import rest_aanvullen, soorten_vullen
from loket.demoteksten import ADVIEZEN, BESLUIT, CRITERIA, VERHALEN, Verhaal
from loket.demovervolg import vervolg_vullen
from loket.demovragen import beantwoorden, vragen_vullen
from scholen.models import Inschrijving, Instelling, Samenwerkingsverband

S = models.Status
VERDELING: tuple[tuple[S, int], ...] = (
    (S.CONCEPT, 6),
    (S.INGEDIEND, 6),
    (S.IN_CONTROLE, 6),
    (S.AANVULLING_GEVRAAGD, 4),
    (S.COMPLEET, 3),
    (S.IN_ADVIES, 6),
    (S.BESLUIT_VOORBEREIDEN, 5),
    (S.BESLOTEN_TOEGEKEND, 3),
    (S.BEKENDGEMAAKT, 16),
    (S.INGETROKKEN, 2),
)
"""How many of each; the worklist of a middling SWV in miniature."""
DAGEN_GELEDEN = {
    S.INGEDIEND: (0, 4),
    S.IN_CONTROLE: (3, 12),
    S.AANVULLING_GEVRAAGD: (8, 20),
    S.COMPLEET: (8, 15),
    S.IN_ADVIES: (15, 40),
    S.BESLUIT_VOORBEREIDEN: (28, 62),
    S.BESLOTEN_TOEGEKEND: (35, 50),
    S.BEKENDGEMAAKT: (60, 640),
    S.INGETROKKEN: (30, 90),
}


@dataclass(frozen=True)
class Mensen:
    """Who acts in the demo."""

    loket: Gebruiker
    beslisser: Gebruiker
    een: Gebruiker
    twee: Gebruiker


def vullen(*, vandaag: date, zaad: int = 2026) -> int:
    """Fill the desk as seen on this day; gives how many aanvragen were made. Does nothing when there are any."""
    if models.Aanvraag.objects.exists():
        return 0
    kans = Random(zaad)  # noqa: S311 - fictional data
    mensen = Mensen(
        _eerste(Rol.LOKETMEDEWERKER), _eerste(Rol.BESLISSER), _eerste(Rol.DESKUNDIGE), _eerste(Rol.DESKUNDIGE, 1)
    )
    vragen_vullen(_swv(), door=_eerste(Rol.BEHEERDER), op=_moment(vandaag - timedelta(days=700), 10))
    brieven_vullen(_swv(), door=_eerste(Rol.BEHEERDER), op=_moment(vandaag - timedelta(days=1), 10))
    mandaten_vullen(
        _swv(),
        beslissers=(mensen.beslisser, _eerste(Rol.BESLISSER, 1)),
        adviseurs=met_rol(Rol.ADVISEUR, vandaag),
        door=_eerste(Rol.BEHEERDER),
        op=_moment(vandaag, 9),
    )
    _criteria(vandaag)
    kinderen = _kinderen(kans)
    aantal = 0
    for status, hoeveel in VERDELING:
        for volgnummer in range(hoeveel):
            if (plek := next(kinderen, None)) is None:
                return aantal
            with transaction.atomic():
                _aanvraag(plek, status, mensen, kans, vandaag, _geleden(status, volgnummer, kans))
            aantal += 1
    secretaris, lid = _eerste(Rol.BEZWAARBEHANDELAAR), _eerste(Rol.BEZWAARCOMMISSIE)
    bezwaren_vullen(wie=Wie(mensen.loket, secretaris, _eerste(Rol.BESLISSER, 1), lid), vandaag=vandaag)
    overleggen_vullen(_swv(), vandaag=vandaag, loket=mensen.loket, deskundige=mensen.een)
    aantal += soorten_vullen(loket=mensen.loket, kans=kans, vandaag=vandaag, ingediend=_ingediend)
    vervolg_vullen(loket=mensen.loket, beslisser=mensen.beslisser, vandaag=vandaag)
    return aantal


def _criteria(vandaag: date) -> None:
    """A few criteria per kind, settled long ago, so that reasons can be picked."""
    beheer, op = _eerste(Rol.BEHEERDER), _moment(date(vandaag.year - 4, 1, 5), 9)
    instelling = Instelling.objects.geldig(_swv(), vandaag)
    lijst = criteria.lijst_beginnen(_swv(), door=beheer, op=op, plan=instelling.ondersteuningsplan or "zonder naam")
    for soort in instelling.tlv_soorten:
        for nummer, tekst in enumerate(CRITERIA, 1):
            criteria.criterium_opslaan(
                lijst, door=beheer, op=op, soort=soort, code=f"{soort}-{nummer}", tekst=tekst, volgorde=nummer
            )
    criteria.lijst_vaststellen(lijst, door=beheer, op=op)


def _eerste(rol: Rol, nummer: int = 0) -> Gebruiker:
    return Lidmaatschap.objects.filter(rol=rol).order_by("pk")[nummer].gebruiker


def _kinderen(kans: Random) -> Iterator[tuple[Inschrijving, Gebruiker]]:
    """Enrolled children of schools that have an IB'er, children of the demo parents first."""
    ibers = {
        lid.plek.school_id: lid.gebruiker
        for lid in Lidmaatschap.objects.filter(rol=Rol.IB, plek__school__isnull=False).select_related(
            "plek", "gebruiker"
        )
    }
    inschrijvingen = list(
        Inschrijving.objects.filter(school__in=ibers, tot=None).select_related("leerling", "school").order_by("pk")
    )
    met_ouder = [i for i in inschrijvingen if i.leerling.gezag.filter(betrokkene__gebruiker__isnull=False).exists()]
    rest = [i for i in inschrijvingen if i not in met_ouder]
    kans.shuffle(rest)
    # The children whose parents can log in go where a parent has most to see: sent letters, advice and the check.
    voor = iter(met_ouder)
    for status, hoeveel in VERDELING:
        for nummer in range(hoeveel):
            eigen = next(voor, None) if nummer == 0 and status in _VOOR_OUDERS else None
            keuze = eigen or (rest.pop() if rest else None)
            if keuze is None:
                return
            yield keuze, ibers[keuze.school_id]


_VOOR_OUDERS = {S.BEKENDGEMAAKT, S.IN_ADVIES, S.INGEDIEND, S.AANVULLING_GEVRAAGD}


def _geleden(status: S, volgnummer: int, kans: Random) -> int:
    """How many days ago; of the sent ones the first are of late, so that a bezwaar against them still runs."""
    dagen = kans.randint(*DAGEN_GELEDEN.get(status, (0, 30)))
    return 62 + 7 * volgnummer if status == S.BEKENDGEMAAKT and volgnummer < 10 else dagen


def _aanvraag(
    plek: tuple[Inschrijving, Gebruiker], status: S, mensen: Mensen, kans: Random, vandaag: date, geleden: int
) -> models.Aanvraag:
    inschrijving, ib = plek
    dag = vandaag - timedelta(days=geleden)
    instelling = Instelling.objects.geldig(_swv(), vandaag)
    op = _moment(dag, 10)
    aanvraag = models.Aanvraag.objects.create(
        swv=instelling.swv,
        instelling=instelling,
        school=inschrijving.school,
        leerling=inschrijving.leerling,
        bij_school="ingeschreven",
        soort=_soort(instelling, inschrijving, kans, vandaag),
        created_at=op - timedelta(days=9),
        aangemaakt_door=ib,
    )
    _onderdelen(aanvraag, inschrijving, ib, kans, dag, half=status == S.CONCEPT)
    if status != S.CONCEPT:
        _ingediend(aanvraag, ib, op)
        _verder(aanvraag, status, mensen, kans, dag)
    return aanvraag


def _verder(aanvraag: models.Aanvraag, status: S, mensen: Mensen, kans: Random, dag: date) -> None:
    """Walk on through the real actions, until this status."""
    if status == S.INGEDIEND:
        return
    behandeling.in_controle_nemen(aanvraag, door=mensen.loket, op=_moment(dag + timedelta(days=1), 9))
    if status == S.INGETROKKEN:
        _ingetrokken(aanvraag, dag)
    if status in (S.IN_CONTROLE, S.INGETROKKEN):
        return
    if status == S.AANVULLING_GEVRAAGD:
        behandeling.aanvulling_vragen(
            aanvraag,
            door=mensen.loket,
            op=_moment(dag + timedelta(days=3), 14),
            vraag="Het OPP is ouder dan een jaar. Stuur het nieuwste OPP, met de handtekening van de ouders.",
            hersteltermijn_dagen=28,
        )
        return
    if status == S.COMPLEET:
        behandeling.compleet_verklaren(aanvraag, door=mensen.loket, op=_moment(dag + timedelta(days=4), 11))
        return
    behandeling.deskundigen_vragen(
        aanvraag,
        door=mensen.loket,
        op=_moment(dag + timedelta(days=4), 11),
        eerste=mensen.een,
        eerste_discipline="orthopedagoog",
        tweede=mensen.twee,
        tweede_discipline="kinder_jeugdpsycholoog",
        uiterlijk_op=dag + timedelta(days=25),
    )
    if status == S.IN_ADVIES:
        if kans.random() < 0.5:
            _advies(aanvraag, mensen.een, dag + timedelta(days=12))
        return
    _advies(aanvraag, mensen.een, dag + timedelta(days=12))
    _advies(aanvraag, mensen.twee, dag + timedelta(days=15))
    if status != S.BESLUIT_VOORBEREIDEN:
        _besloten(aanvraag, status, mensen, kans, dag + timedelta(days=22))


def _advies(aanvraag: models.Aanvraag, door: Gebruiker, dag: date) -> None:
    opdracht = aanvraag.adviesopdrachten.get(deskundige=door)
    tekst = ADVIEZEN[opdracht.volgorde - 1]
    assert aanvraag.leerling is not None
    naam = aanvraag.leerling.roepnaam
    advies = advies_acties.advies_opslaan(
        opdracht,
        door=door,
        op=_moment(dag, 15),
        versie=0,
        niet_van_school=True,
        niet_betrokken=True,
        beslist_niet=True,
        eerder_gezien="nee",
        bronnen=tekst.bronnen.format(v=naam),
        ouders_gesproken="ja",
        leerling_gesproken="nee" if opdracht.volgorde == 2 else "ja",
        conclusie="toelaatbaar",
        soort=aanvraag.tlv_soort,
        categorie=_categorie(aanvraag),
        schooljaren=2,
        motivering=tekst.motivering.format(v=naam),
        waarom_niet_lichter=tekst.niet_lichter.format(v=naam),
    )
    advies_acties.ondertekenen(opdracht, door=door, op=_moment(dag, 16), versie=advies.versie)


def _besloten(aanvraag: models.Aanvraag, status: S, mensen: Mensen, kans: Random, dag: date) -> None:
    aanvraag.refresh_from_db()
    assert aanvraag.leerling is not None
    naam = aanvraag.leerling.roepnaam
    afwijzen = status == S.BEKENDGEMAAKT and kans.random() < 0.15
    besluit.besluiten(
        aanvraag,
        door=mensen.beslisser,
        op=_moment(dag, 13),
        uitkomst="afgewezen" if afwijzen else "toegekend",
        soort=aanvraag.tlv_soort,
        categorie=_categorie(aanvraag),
        ingangsdatum=aanvraag.onderdeel_vraag.gewenste_start,
        vervaldatum=gevraagd_eind(aanvraag),
        waarom_afwijking_advies=BESLUIT["afwijking"].format(v=naam) if afwijzen else "",
        passende_hulp=BESLUIT["hulp"].format(v=naam) if afwijzen else "",
        motivering=BESLUIT["nee" if afwijzen else "ja"].format(v=naam),
        antwoord_zienswijze=BESLUIT["zienswijze"].format(v=naam),
        antwoord_leerling=BESLUIT["leerling"].format(v=naam),
        waarom_niet_lichter=BESLUIT["niet_lichter"].format(v=naam),
        waarom_categorie=BESLUIT["categorie"].format(v=naam),
        waarom_duur=BESLUIT["duur"].format(v=naam),
    )
    if status != S.BEKENDGEMAAKT:
        return
    verzonden = dag + timedelta(days=1)
    if bellen.open_beltaak(aanvraag):
        verslag = f"Beide ouders van {naam} gesproken. Zij weten wat er in de brief staat."
        bellen.ouders_bellen(aanvraag, door=mensen.loket, op=_moment(verzonden, 8), verslag=verslag)
    bekendmaken.klaarzetten(aanvraag, door=mensen.loket, op=_moment(verzonden, 9), verzenddatum=verzonden)
    pdfs_van(Q(bekendmaking__besluit__aanvraag=aanvraag), op=_moment(verzonden, 10))
    bekendmaken.bekendmaken(aanvraag, door=mensen.loket, op=_moment(verzonden, 16))


def _ingediend(aanvraag: models.Aanvraag, ib: Gebruiker, op: datetime) -> None:
    aanvraag.status = S.INGEDIEND
    aanvraag.kenmerk = volgend_kenmerk(aanvraag.swv, op.year)
    aanvraag.ingediend_op, aanvraag.ingediend_door = op, ib
    aanvraag.ontvangstdatum = timezone.localdate(op)
    aanvraag.save()
    vastleggen("indienen", aanvraag, door=ib, op=op, rol=Rol.IB.value, naar=S.INGEDIEND.value)


def _ingetrokken(aanvraag: models.Aanvraag, dag: date) -> None:
    aanvraag.refresh_from_db()
    aanvraag.status = S.INGETROKKEN
    aanvraag.ingetrokken_op = _moment(dag + timedelta(days=6), 12)
    aanvraag.intrek_reden = "De leerling is verhuisd naar een andere regio."
    aanvraag.save()


def _onderdelen(
    aanvraag: models.Aanvraag, inschrijving: Inschrijving, ib: Gebruiker, kans: Random, dag: date, *, half: bool
) -> None:
    """What the school wrote; half of it for a draft."""
    assert aanvraag.leerling is not None
    v, verhaal = aanvraag.leerling.roepnaam, kans.choice(VERHALEN)
    bewerkt: dict[str, Any] = {"versie": 1, "bewerkt_op": _moment(dag, 9), "bewerkt_door": ib, "aanvraag": aanvraag}
    models.OnderdeelLeerling.objects.create(
        **bewerkt,
        gegevens_kloppen=True,
        groep=inschrijving.groep,
        taal_thuis=kans.choice(["Nederlands", "Nederlands en Turks", "Pools", "Oekraïens", "Arabisch"]),
        tolk_nodig="nee",
        schoolverloop=f"{v} zit sinds {inschrijving.van.year} op {inschrijving.school.naam}.",
    )
    models.OnderdeelSchool.objects.create(
        **bewerkt, contactpersoon=ib.naam, telefoon="000 123 45 67", directeur="", bereikbaar_op="maandag en donderdag"
    )
    models.OnderdeelVraag.objects.create(
        **bewerkt,
        gewenste_start=dag + timedelta(days=kans.randint(40, 120)),
        schooljaren=2 if aanvraag.soort != "PRO" else 4,
        categorie=_categorie(aanvraag) if aanvraag.soort == "EMB" else "",
        is_er_plek=kans.choice(["nee", "nee", "onbekend"]),  # no school was chosen yet
    )
    models.OnderdeelBehoefte.objects.create(
        **bewerkt,
        onderwijsbehoeften=verhaal.nodig.format(v=v),
        sterke_kanten=verhaal.sterk.format(v=v),
        belemmeringen=verhaal.moeilijk.format(v=v),
    )
    _gedaan(bewerkt, verhaal, v, dag, half=half)
    if not half:
        beantwoorden(aanvraag, kans)
        _mening_en_stukken(bewerkt, verhaal, v, kans, dag)
    rest_aanvullen(aanvraag, bewerkt, kans)


def _gedaan(bewerkt: dict[str, Any], verhaal: Verhaal, v: str, dag: date, *, half: bool) -> None:
    gedaan = models.OnderdeelGedaan.objects.create(**bewerkt, grens="" if half else verhaal.grens.format(v=v))
    for volgorde, (wat, effect) in enumerate(verhaal.gedaan, start=1):
        models.Interventie.objects.create(
            onderdeel=gedaan,
            volgorde=volgorde,
            wat=wat,
            periode=f"schooljaar {dag.year - 1}-{dag.year}",
            wie="leraar en onderwijsassistent",
            doel="Meer rust en aandacht voor het werk.",
            effect=effect.format(v=v),
        )


def _mening_en_stukken(bewerkt: dict[str, Any], verhaal: Verhaal, v: str, kans: Random, dag: date) -> None:
    models.OnderdeelMening.objects.create(
        **bewerkt,
        besproken_op=dag - timedelta(days=12),
        ouders_eens="ja",
        ouders_woorden=verhaal.ouders.format(v=v),
        leerling_gehoord="ja",
        leerling_hoe="gesprek",
        leerling_woorden=verhaal.leerling.format(v=v),
    )
    models.OnderdeelStukken.objects.create(
        **bewerkt, opp_datum=dag - timedelta(days=kans.randint(30, 200)), handelingsdeel="ondertekend"
    )


def _soort(instelling: Instelling, inschrijving: Inschrijving, kans: Random, vandaag: date) -> str:
    """A kind that the SWV gives and that fits the age."""
    jaren = vandaag.year - inschrijving.leerling.geboortedatum.year
    passend = [soort for soort in instelling.tlv_soorten if soort not in ("SBO", "SO") or jaren < 12]
    gekozen = str(kans.choice(passend or instelling.tlv_soorten))
    return "EMB" if gekozen in ("SO", "VSO") and kans.random() < 0.1 else gekozen


def _categorie(aanvraag: models.Aanvraag) -> str:
    """The lowest category where there are any, and the highest for EMB."""
    if aanvraag.soort == "EMB":
        return "H"
    return "L" if aanvraag.soort in ("SO", "VSO") else ""


def _swv() -> Samenwerkingsverband:
    return Samenwerkingsverband.objects.filter(eigen=True).order_by("pk")[0]


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur, 12)))
