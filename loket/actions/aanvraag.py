"""What a school does with its aanvraag: write, submit, complete, withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.bestanden.models import Inhoud, Scan
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, ook_gewijzigd
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import (
    IN_BEHANDELING,
    OPEN,
    Aanvraag,
    Aanvulling,
    Bijlage,
    Interventie,
    Onderdeel,
    OnderdeelBehoefte,
    OnderdeelGedaan,
    OnderdeelHulpvraag,
    OnderdeelLeerling,
    OnderdeelMening,
    OnderdeelSchool,
    OnderdeelStukken,
    OnderdeelToetsen,
    OnderdeelVraag,
    Status,
    Zaakbrief,
)
from loket.rules.soorten import SOORTEN, UIT_AANBOD, Soort, aangeboden
from loket.rules.uit_aanbod import waarom_vast
from loket.rules.volledigheid import Eisen, Gat, gaten, niet_nagekeken
from loket.rules.vragen import SECTIES, gaten_van_vragen
from loket.scopes.overeenstemming import getekend
from scholen.models import Aanmelding, Inschrijving, Instelling, Leerling, Samenwerkingsverband, School

from .aanvulling import gevraagde_onderdelen, onbeantwoord, vorige_bewaren
from .antwoorden import Vragen, antwoorden_bewaren, vragen_van
from .berichten import intrekking_melden
from .nummers import volgend_kenmerk
from .overgang import overgang
from .verdelen import behandelaar_voor
from .zaakbrief import brieven_maken, brieven_vervallen

S = Status
ONDERDELEN: dict[str, Any] = {
    "leerling": OnderdeelLeerling,
    "school": OnderdeelSchool,
    "vraag": OnderdeelVraag,
    "hulpvraag": OnderdeelHulpvraag,
    "toetsen": OnderdeelToetsen,
    "behoefte": OnderdeelBehoefte,
    "gedaan": OnderdeelGedaan,
    "mening": OnderdeelMening,
    "stukken": OnderdeelStukken,
}


class Gewijzigd(NietMogelijk):
    """Somebody saved this section in the meantime. `onderdeel` is what stands there now."""

    def __init__(self, onderdeel: Onderdeel, door: Gebruiker) -> None:
        super().__init__(f"{ook_gewijzigd('dit', onderdeel.bewerkt_door, door=door)} Kies welke tekst blijft.")
        self.onderdeel = onderdeel


class Bestaat(NietMogelijk):
    """There is an open aanvraag of this kind for this child already; it is offered instead."""

    def __init__(self, aanvraag: Aanvraag) -> None:
        super().__init__("Er loopt al een aanvraag van deze soort voor deze leerling.")
        self.aanvraag = aanvraag


@dataclass(frozen=True)
class Interventiegegevens:
    wat: str = ""
    periode: str = ""
    wie: str = ""
    doel: str = ""
    effect: str = ""


def soorten(instelling: Instelling) -> tuple[Soort, ...]:
    """The kinds that a school can ask of this SWV today."""
    return aangeboden(
        instelling.swv.sector,
        tlv_soorten=instelling.tlv_soorten,
        keuzes=instelling.soorten,
        lwoo_mode=instelling.lwoo_mode,
    )


@transaction.atomic
def concept_maken(
    *,
    school: School,
    leerling: Leerling | None,
    soort: str,
    swv: Samenwerkingsverband,
    sleutel: str,
    door: Gebruiker,
    op: datetime,
    gewicht: str = "",
) -> Aanvraag:
    """Start an aanvraag for a child of this school. sleutel: from the form, so that a double click makes one draft.

    gewicht: for what begins from the catalogue of arrangementen, which says so per kind of support, and which sees to
    it that one kind of support is asked once. Raises Bestaat with the open one when there is one, NietMogelijk when
    this SWV does not give this kind or the child is neither enrolled nor applied here (afspraak 35).
    """
    if bestaand := Aanvraag.objects.filter(indien_sleutel=sleutel, aangemaakt_door=door).first():
        return bestaand
    dag = timezone.localdate(op)
    instelling = Instelling.objects.geldig(swv, dag)
    _mag_beginnen(soort, leerling, school, instelling, gewicht)
    velden = {
        "swv": swv,
        "instelling": instelling,
        "school": school,
        "leerling": leerling,
        "bij_school": bij_school(leerling, school, dag=dag) if leerling else "",
        "soort": soort,
        "gewicht": gewicht,
        "created_at": op,
        "aangemaakt_door": door,
        "indien_sleutel": sleutel,
    }
    try:
        with transaction.atomic():
            aanvraag = Aanvraag.objects.create(**velden)
    except IntegrityError as fout:
        if bestaand := Aanvraag.objects.filter(indien_sleutel=sleutel, aangemaakt_door=door).first():
            return bestaand
        raise NietMogelijk("Er loopt al een aanvraag van deze soort voor deze leerling. Bel het loket.") from fout
    for slug in aanvraag.delen:
        model = ONDERDELEN[slug]
        model.objects.create(aanvraag=aanvraag, **_voorinvullen(model, aanvraag, door))
    vastleggen("concept_maken", aanvraag, door=door, op=op, soort=soort)
    return aanvraag


def _mag_beginnen(soort: str, leerling: Leerling | None, school: School, instelling: Instelling, gewicht: str) -> None:
    uit_aanbod = soort in UIT_AANBOD and gewicht in SOORTEN[soort].onderdelen
    if not uit_aanbod and (gewicht or soort not in {een.code for een in soorten(instelling)}):
        raise NietMogelijk("Deze soort aanvraag kan bij dit samenwerkingsverband niet.")
    if leerling is None:
        if not SOORTEN[soort].zonder_leerling:
            raise NietMogelijk("Kies voor welke leerling je dit vraagt.")
        return
    if soort == "ARRG":
        raise NietMogelijk("Een arrangement voor een groep gaat niet over één leerling.")
    if uit_aanbod:
        return
    lopend = Aanvraag.objects.filter(leerling=leerling, soort=soort, gewicht="", status__in=[*OPEN], school=school)
    if open_ := lopend.first():
        raise Bestaat(open_)


def bij_school(leerling: Leerling, school: School, *, dag: Any) -> str:
    """ingeschreven or aangemeld on this day. Raises NietMogelijk when neither (afspraak 35)."""
    if Inschrijving.objects.geldig(dag).filter(leerling=leerling, school=school).exists():
        return str(Aanvraag.BijSchool.INGESCHREVEN)
    if Aanmelding.objects.filter(leerling=leerling, school=school, afgesloten_op=None).exists():
        return str(Aanvraag.BijSchool.AANGEMELD)
    raise NietMogelijk("Deze leerling staat niet (meer) bij jouw school ingeschreven of aangemeld.")


@transaction.atomic
def onderdeel_opslaan(
    aanvraag: Aanvraag,
    slug: str,
    *,
    door: Gebruiker,
    op: datetime,
    versie: int,
    velden: dict[str, Any],
    interventies: list[Interventiegegevens] | None = None,
    antwoorden: Mapping[str, str] | None = None,
) -> Onderdeel:
    """Keep a section as it is typed; completeness is not asked. interventies: all of them, empty ones fall away.
    antwoorden: sleutel → answer to a question of the SWV; they share the version of the section.

    Later only a section in which the loket asks for something; what stood there is kept. Raises Gewijzigd when somebody
    saved after `versie`, NietMogelijk when the section is closed.
    """
    rij = _concept(aanvraag, door, slug)
    model = ONDERDELEN[slug]
    onderdeel: Onderdeel = (
        model.objects.select_for_update(of=("self",)).select_related("bewerkt_door").get(aanvraag=rij)
    )
    if onderdeel.versie != versie:
        raise Gewijzigd(onderdeel, door)
    if versie and rij.status == S.CONCEPT and (reden := waarom_vast(slug, rij.gewicht, onderdeel, velden)):
        raise NietMogelijk(reden)
    if rij.status != S.CONCEPT:
        vorige_bewaren(onderdeel, rij, slug, door=door, op=op)
    for naam, waarde in velden.items():
        setattr(onderdeel, naam, waarde)
    onderdeel.versie += 1
    onderdeel.bewerkt_op, onderdeel.bewerkt_door = op, door
    onderdeel.save()
    if interventies is not None:
        assert isinstance(onderdeel, OnderdeelGedaan)
        _interventies(onderdeel, interventies)
    if antwoorden:
        antwoorden_bewaren(rij, slug, antwoorden)
    return onderdeel


@transaction.atomic
def bijlage_toevoegen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, inhoud: Inhoud, naam: str, soort: str, datum: Any = None
) -> Bijlage:
    """Add a document: to a draft, or later as a supplement that shows its date. The same file twice stays one."""
    rijen = Aanvraag.objects.visible_to(door, Permissie.AANVRAAG_SCHRIJVEN)
    rij = get_object_or_404(rijen.select_for_update(of=("self",)), pk=aanvraag.pk)
    if rij.status not in OPEN:
        raise NietMogelijk("Bij deze aanvraag kun je geen stukken meer toevoegen.")
    bijlage, nieuw = Bijlage.objects.get_or_create(
        aanvraag=rij,
        inhoud=inhoud,
        soort=soort,
        verwijderd_op=None,
        defaults={"naam": naam[:150], "datum": datum, "toegevoegd_op": op, "toegevoegd_door": door},
    )
    if nieuw:
        vastleggen("bijlage_toevoegen", bijlage, door=door, op=op, soort=soort)
    return bijlage


@transaction.atomic
def bijlage_verwijderen(bijlage: Bijlage, *, door: Gebruiker, op: datetime) -> None:
    """Take a document out of a draft; after submitting nothing is taken out."""
    _concept(bijlage.aanvraag, door)
    bijlage.verwijderd_op = op
    bijlage.save(update_fields=["verwijderd_op"])
    vastleggen("bijlage_verwijderen", bijlage, door=door, op=op)


def wat_ontbreekt(aanvraag: Aanvraag, *, vandaag: Any, vragen: Vragen | None = None) -> list[Gat]:
    """All gaps of this aanvraag in the order of the form: those of the law first, then those of the SWV's questions.

    vragen: its questions, for who has read them already.
    """
    met_effect = Interventie.objects.filter(onderdeel__aanvraag=aanvraag).exclude(wat="").exclude(effect="").count()
    vragen = vragen or vragen_van(aanvraag)
    antwoorden = antwoorden_van(aanvraag)
    eisen = eisen_van(aanvraag.instelling)
    nakijken = [] if aanvraag.vorige_tlv_id is None else niet_nagekeken(_versies(antwoorden))
    lijst = gaten(
        antwoorden,
        soort=aanvraag.soortregels,
        roepnaam=aanvraag.leerling.roepnaam if aanvraag.leerling else "de leerling",
        met_leerling=aanvraag.leerling is not None,
        vandaag=vandaag,
        interventies_met_effect=met_effect,
        bijlagen=set(bruikbaar(aanvraag).values_list("soort", flat=True)),
        eisen=eisen,
        getekend=eisen.handtekening and getekend(aanvraag, vandaag),
    )
    lijst += gaten_van_vragen(vragen.regels, vragen.antwoorden)
    return sorted([*nakijken, *lijst], key=lambda gat: SECTIES.index(gat.onderdeel))


def is_volledig(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Nothing compulsory is missing (Awb 4:2, table 2.5)."""
    nodig = [gat for gat in wat_ontbreekt(aanvraag, vandaag=timezone.localdate(op)) if gat.nodig]
    if not nodig:
        return ""
    return "Er ontbreekt nog 1 ding." if len(nodig) == 1 else f"Er ontbreken nog {len(nodig)} dingen."


def nog_bij_school(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Afspraak 35: on the day of submitting the child is enrolled or applied here."""
    if aanvraag.leerling is None:
        return ""
    try:
        bij_school(aanvraag.leerling, aanvraag.school, dag=timezone.localdate(op))
    except NietMogelijk as reden:
        return str(reden)
    return ""


@overgang(van={S.CONCEPT}, naar=S.INGEDIEND, permissie=Permissie.AANVRAAG_INDIENEN, mits=(is_volledig, nog_bij_school))
def indienen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Submit: the aanvraag gets its number and its ontvangstdatum, and the SWV sees it from now on.

    School and family get a letter that it came in (Awb 4:3a).
    """
    dag = timezone.localdate(op)
    if aanvraag.leerling:
        aanvraag.bij_school = bij_school(aanvraag.leerling, aanvraag.school, dag=dag)
    aanvraag.instelling = Instelling.objects.geldig(aanvraag.swv, dag)
    aanvraag.kenmerk = volgend_kenmerk(aanvraag.swv, dag.year)
    aanvraag.ingediend_op, aanvraag.ingediend_door, aanvraag.ontvangstdatum = op, door, dag
    aanvraag.behandelaar = behandelaar_voor(aanvraag, dag)
    brieven_maken(aanvraag, Zaakbrief.Soort.BEVESTIGING, op=op, door=door)


@overgang(van={S.AANVULLING_GEVRAAGD}, naar=S.IN_CONTROLE, permissie=Permissie.AANVRAAG_INDIENEN)
def aanvullen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, antwoord: str = "") -> None:
    """Complete what the loket asked; the decision term runs again from this day (R-TERM-06).

    antwoord: words with it all; needed only when the request has no items. Each item that is needed has an answer.
    """
    open_: Aanvulling = aanvraag.aanvullingen.select_for_update().get(aangevuld_op=None, verlopen_op=None)
    if not antwoord.strip() and not open_.punten.exists():
        raise NietMogelijk("Schrijf kort op wat je hebt aangevuld.")
    if nog := onbeantwoord(open_):
        raise NietMogelijk(f"Nog niet beantwoord: {'; '.join(punt.wat for punt in nog)}.".replace("..", "."))
    open_.aangevuld_op, open_.antwoord = timezone.localdate(op), antwoord.strip()
    open_.save()


@overgang(van=sorted(IN_BEHANDELING), naar=S.INGETROKKEN, permissie=Permissie.AANVRAAG_INDIENEN)
def intrekken(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, reden: str) -> None:
    """Withdraw, from every status before the decision (afspraak 34). The parents read the reason."""
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom je de aanvraag intrekt. De ouders lezen dit.")
    aanvraag.ingetrokken_op, aanvraag.intrek_reden = op, reden.strip()
    brieven_vervallen(aanvraag, op=op, reden="de aanvraag is ingetrokken")
    brieven_maken(aanvraag, Zaakbrief.Soort.INTREKKING, op=op)
    if aanvraag.soortregels.geeft_advies:
        intrekking_melden(aanvraag, op=op)


@overgang(van={S.CONCEPT}, naar=S.VERWIJDERD, permissie=Permissie.AANVRAAG_SCHRIJVEN)
def verwijderen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Throw away a draft that was never submitted."""


def bruikbaar(aanvraag: Aanvraag) -> Any:
    """Documents that somebody can read: one with a virus counts as missing."""
    return aanvraag.bijlagen.filter(verwijderd_op=None).exclude(inhoud__scan=Scan.BESMET)


def antwoorden_van(aanvraag: Aanvraag) -> dict[str, dict[str, object]]:
    """Section → field → answer, of the sections that this aanvraag has."""
    return {slug: _antwoorden(ONDERDELEN[slug].objects.get(aanvraag=aanvraag)) for slug in aanvraag.delen}


def eisen_van(instelling: Instelling) -> Eisen:
    """What this version of the settings asks on top of the law."""
    return Eisen(
        opp_verplicht=instelling.opp_verplicht,
        opp_max_maanden=instelling.opp_max_maanden,
        onderzoek_max_maanden=instelling.onderzoek_max_maanden,
        lwoo_eigen_criteria=instelling.lwoo_mode == Instelling.LwooMode.CRITERIA,
        handtekening=instelling.opp_handtekening_verplicht,
    )


def _concept(aanvraag: Aanvraag, door: Gebruiker, slug: str = "") -> Aanvraag:
    rijen = Aanvraag.objects.visible_to(door, Permissie.AANVRAAG_SCHRIJVEN)
    rij: Aanvraag = get_object_or_404(rijen.select_for_update(of=("self",)), pk=aanvraag.pk)
    if rij.status != S.CONCEPT and slug not in gevraagde_onderdelen(rij):
        raise NietMogelijk("De aanvraag is al ingediend. Wijzigen kan niet meer; aanvullen wel.")
    return rij


def _interventies(onderdeel: OnderdeelGedaan, lijst: list[Interventiegegevens]) -> None:
    onderdeel.interventies.all().delete()
    gevuld = [een for een in lijst if any((een.wat, een.periode, een.wie, een.doel, een.effect))]
    Interventie.objects.bulk_create(
        Interventie(onderdeel=onderdeel, volgorde=nummer, **vars(een)) for nummer, een in enumerate(gevuld, start=1)
    )


def _antwoorden(onderdeel: Onderdeel) -> dict[str, object]:
    return {
        veld.attname.removesuffix("_id"): getattr(onderdeel, veld.attname) for veld in onderdeel._meta.concrete_fields
    }


def _versies(antwoorden: dict[str, dict[str, object]]) -> dict[str, int]:
    return {slug: int(str(velden["versie"])) for slug, velden in antwoorden.items()}


def _voorinvullen(model: Any, aanvraag: Aanvraag, door: Gebruiker) -> dict[str, Any]:
    """What is known already is not asked twice (WCAG 3.3.7)."""
    if model is OnderdeelHulpvraag:
        return {"contactpersoon": door.naam, "telefoon": aanvraag.school.telefoon}
    if model is OnderdeelSchool:
        return {"contactpersoon": door.naam, "telefoon": aanvraag.school.telefoon}
    if model is OnderdeelVraag and aanvraag.soortregels.categorie not in ("", "keuze"):
        return {"categorie": aanvraag.soortregels.categorie}
    if model is OnderdeelLeerling:
        inschrijving = Inschrijving.objects.filter(leerling=aanvraag.leerling, school=aanvraag.school, tot=None).first()
        return {"groep": inschrijving.groep if inschrijving else ""}
    return {}
