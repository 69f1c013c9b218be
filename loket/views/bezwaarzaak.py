"""What the pages of one file of bezwaren share: fetching it, its head, the next step, and its days with their rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.woorden import opsomming
from loket.actions.bezwaar import overgang
from loket.actions.bezwaar.redenen import later_gestuurd
from loket.models import (
    BEZWAAR_LOOPT,
    BIJ_RECHTER,
    BOB_BESLOTEN,
    Bekendmaking,
    Bezwaar,
    Bezwaarbekendmaking,
    Bezwaargebeurtenis,
    Bezwaarstatus,
    Bezwaarzaak,
    Dwangsombesluit,
    Hoorzitting,
    Ingebrekestelling,
)
from loket.rules.bezwaar import (
    ONTVANGST_ZIN,
    advies_vragen_tot,
    zittingsdagen,
)

from .zaak import Knop, Stap, bekeken

B = Bezwaarstatus
P = Permissie
BEZWAAR_LEZEN = (P.BEZWAAR_BEHANDELEN, P.BEZWAAR_VASTLEGGEN, P.BEZWAAR_ADVISEREN, P.BEZWAAR_BESLISSEN)
WACHT = frozenset({B.VERZUIM_HERSTEL, B.HOORZITTING_GEPLAND, B.BEKENDGEMAAKT, B.GESLOTEN, B.INGETROKKEN, *BIJ_RECHTER})


def met_alles(zaken: Any, wie: Gebruiker) -> Any:
    """All that the term, the flags and a row need, in a fixed number of queries."""
    erbij: list[Any] = [
        Prefetch("bezwaren", Bezwaar.objects.visible_to(wie).select_related("school", "betrokkene", "leerling")),
        Prefetch("gebeurtenissen", Bezwaargebeurtenis.objects.visible_to(wie).select_related("bezwaar")),
        Prefetch("ingebrekestellingen", Ingebrekestelling.objects.visible_to(wie).order_by("ontvangen_op", "pk")),
        "berichten",  # all: their days move the term, which is the same for everybody; no page shows them from here
        Prefetch("dwangsombesluiten", Dwangsombesluit.objects.visible_to(wie)),
        Prefetch("besluit__bekendmakingen", Bekendmaking.objects.visible_to(wie)),
        Prefetch("hoorzittingen", Hoorzitting.objects.visible_to(wie).filter(vervallen_op=None)),
        Prefetch("beslissing__bekendmakingen", Bezwaarbekendmaking.objects.visible_to(wie).filter(vervallen_op=None)),
    ]
    return zaken.select_related(
        "besluit__aanvraag__leerling",
        "besluit__aanvraag__school",
        "instelling",
        "swv",
        "behandelaar",
        "advies",
        "beslissing",
    ).prefetch_related(*erbij)


def haal_bezwaar(
    request: Verzoek, public_id: str, permissie: Permissie | None = None, *, wat: str = "ingezien"
) -> Bezwaarzaak:
    """The file, if this user may see it; with permissie: through a role that carries it. Looking is logged."""
    zaken = Bezwaarzaak.objects.visible_to(request.user, permissie)
    zaak: Bezwaarzaak = get_object_or_404(met_alles(zaken, request.user), public_id=public_id)
    for bezwaar in zaak.bezwaren.all():
        bezwaar.zaak = zaak  # the same instance, so that what was fetched for it is used
    if request.method != "POST":
        recht = permissie or next((een for een in BEZWAAR_LEZEN if request.user.heeft(een)), P.BEZWAAR_VASTLEGGEN)
        bekeken(request, zaak, recht, wat)
    return zaak


def kop(zaak: Bezwaarzaak, gebruiker: Gebruiker, nu: datetime) -> dict[str, Any]:
    """The context of the head of a file: the term with its state, the flags, who is to move."""
    vandaag = timezone.localdate(nu)
    klaar_op, klaar_woord = klaar(zaak)
    return {
        "zaak": zaak,
        "aanvraag": zaak.besluit.aanvraag,
        "vandaag": vandaag,
        "termijn": zaak.termijn(vandaag),
        "klaar_op": klaar_op,
        "klaar_woord": klaar_woord,
        "toon": toon(zaak),
        "aan_zet": aan_zet(zaak, gebruiker),
        "vlaggen": vlaggen(zaak, vandaag),
        "indieners": opsomming(een.naam for een in zaak.actieve_bezwaren()) or "ingetrokken",
    }


def klaar(zaak: Bezwaarzaak) -> tuple[date | None, str]:
    """When and how the decision term ended; (None, "Besloten") while it runs."""
    beslissing = getattr(zaak, "beslissing", None)
    if zaak.status == B.INGETROKKEN:
        dagen = [een.ingetrokken_op for een in zaak.bezwaren.all() if een.ingetrokken_op]
        return max(dagen, default=None), "Ingetrokken"
    return (beslissing.besluitdatum if beslissing else None), "Besloten"


def aan_zet(zaak: Bezwaarzaak, gebruiker: Gebruiker) -> str:
    """Who is to move; "" when it is finished."""
    if zaak.status in {B.BEKENDGEMAAKT, B.GESLOTEN, B.INGETROKKEN}:
        return ""
    vast = {
        B.VERZUIM_HERSTEL: "indiener",
        B.NAAR_COMMISSIE: "commissie",
        B.GEHOORD: "commissie",
        B.HOREN_AFGEZIEN: "commissie",
        B.BESLISSING_CONCEPT: "beslisser",
        B.IN_BEROEP: "rechter",
        B.HOGER_BEROEP: "rechter",
    }
    if zaak.status in vast:
        return vast[Bezwaarstatus(zaak.status)]
    if zaak.behandelaar is None:
        return "bezwaarbehandelaar"
    return "jij" if zaak.behandelaar_id == gebruiker.pk else zaak.behandelaar.naam


def toon(zaak: Bezwaarzaak) -> str:
    if zaak.status in WACHT:
        return "neutraal"
    return "merk" if zaak.status in {B.ONTVANGEN, B.ADVIES_ONTVANGEN, B.BESLISSING_CONCEPT, *BOB_BESLOTEN} else "info"


def vlaggen(zaak: Bezwaarzaak, vandaag: date) -> list[tuple[str, str]]:
    """What is computed beside the status, as (word, tone): verdaagd, stilgezet, ingebrekestelling, voorziening."""
    termijn = zaak.termijn(vandaag)
    soort = Bezwaargebeurtenis.Soort
    lijst = [
        (zaak.verdaagd, "Verdaagd", "neutraal"),
        (termijn is not None and termijn.stilgezet_sinds is not None, "Termijn stilgezet", "neutraal"),
        (bool(zaak.ingebrekestellingen.all()) and zaak.status in BEZWAAR_LOOPT, "Ingebrekestelling", "fout"),
        (bool(_later(zaak)), "Redenen kwamen later", "let-op"),
        (bool(zaak.gebeurd(soort.VOORLOPIGE_VOORZIENING)), "Voorlopige voorziening", "let-op"),
    ]
    return [(woord, kleur) for geldt, woord, kleur in lijst if geldt]


def _later(zaak: Bezwaarzaak) -> list[Bezwaargebeurtenis]:
    """Reasons that came after the last day and about which nobody decided yet."""
    if zaak.status not in BEZWAAR_LOOPT:
        return []
    return [een for rij in zaak.actieve_bezwaren() for een in later_gestuurd(rij)]


# --- the days, each with the rule that moved it -------------------------------------------------------------------


@dataclass(frozen=True)
class Tijdstip:
    """uiterste: a day by which something must be done; voorbij: it went by and it is not done."""

    dag: date
    wat: str
    regel: str = ""
    komt: bool = False
    uiterste: bool = False
    voorbij: bool = False


def tijdlijn(zaak: Bezwaarzaak, vandaag: date) -> list[Tijdstip]:
    """Everything that happened and the days that follow from it, in order."""
    lijst = [*_ontvangen(zaak), *_gebeurd(zaak), *_zitting(zaak), *_termijn(zaak, vandaag), *_beslist(zaak)]
    return [
        replace(een, komt=een.dag > vandaag, voorbij=een.uiterste and een.dag < vandaag)
        for een in sorted(lijst, key=lambda een: een.dag)
    ]


def _ontvangen(zaak: Bezwaarzaak) -> list[Tijdstip]:
    lijst = [
        Tijdstip(een.ontvangen_op, f"Bezwaar van {een.naam} ontvangen", ONTVANGST_ZIN[een.op_tijd()])
        for een in zaak.actieve_bezwaren()
    ]
    if zaak.status in {B.ONTVANGEN, B.TOETS, B.VERZUIM_HERSTEL, B.ONTVANKELIJK} and lijst:
        eerste = min(een.dag for een in lijst)
        regel = "Reglement LBT: binnen twee weken na ontvangst van het bezwaar"
        dag = advies_vragen_tot(eerste)
        lijst.append(Tijdstip(dag, "Uiterlijk advies vragen aan de commissie", regel, uiterste=True))
    lijst += [
        Tijdstip(een.ingetrokken_op, f"Bezwaar van {een.naam} ingetrokken", een.intrek_reden)
        for een in zaak.bezwaren.all()
        if een.ingetrokken_op
    ]
    return lijst


def _gebeurd(zaak: Bezwaarzaak) -> list[Tijdstip]:
    lijst = []
    for een in zaak.gebeurd(*Bezwaargebeurtenis.Soort.values):
        later = een.soort == Bezwaargebeurtenis.Soort.REDENEN_LATER
        lijst.append(Tijdstip(een.dag, een.get_soort_display(), "Awb 6:6" if later else een.tekst))
        open_ = een.bezwaar is not None and een.bezwaar.pro_forma
        if een.soort == Bezwaargebeurtenis.Soort.HERSTEL_GEVRAAGD and een.tot and open_:
            lijst.append(Tijdstip(een.tot, "Laatste dag om de redenen te sturen", "Awb 6:6"))
    return lijst


def _zitting(zaak: Bezwaarzaak) -> list[Tijdstip]:
    lijst = []
    for een in zaak.hoorzittingen.all():
        dag = timezone.localdate(een.wanneer)
        dagen = zittingsdagen(dag)
        lijst += [
            Tijdstip(dagen.stukken_tot, "Laatste dag voor nadere stukken", "Awb 7:4 lid 1: tot tien dagen ervoor"),
            Tijdstip(dagen.ter_inzage, "Stukken liggen ter inzage", "Awb 7:4 lid 2: minstens een week ervoor"),
            Tijdstip(dag, "Hoorzitting", een.waar),
        ]
    return lijst


def _termijn(zaak: Bezwaarzaak, vandaag: date) -> list[Tijdstip]:
    termijn = zaak.termijn(vandaag)
    if termijn is None:
        return []
    stappen = [Tijdstip(stap.dag, stap.wat, stap.regel) for stap in termijn.stappen]
    klaar_op, _ = klaar(zaak)
    te_laat = klaar_op is None or klaar_op > termijn.uiterlijk
    uiterlijk = Tijdstip(termijn.uiterlijk, "Uiterlijk beslissen", stappen[-1].regel, uiterste=te_laat)
    return [stappen[0], *(een for een in stappen[1:] if een.dag != termijn.uiterlijk), uiterlijk]


def _beslist(zaak: Bezwaarzaak) -> list[Tijdstip]:
    lijst = (
        [Tijdstip(zaak.advies.ontvangen_op, "Advies van de commissie", "Awb 7:13")] if hasattr(zaak, "advies") else []
    )
    beslissing = getattr(zaak, "beslissing", None)
    if beslissing is None:
        return lijst
    lijst.append(Tijdstip(beslissing.besluitdatum, f"Beslist: {beslissing.get_uitkomst_display().lower()}", "Awb 7:11"))
    verzonden = [een for een in beslissing.bekendmakingen.all() if een.verzonden_op]
    for dag in sorted({een.verzenddatum for een in verzonden if een.verzenddatum}):
        lijst.append(Tijdstip(dag, "Brieven verstuurd", "Awb 3:41"))
    for dag in sorted({een.beroep_tot for een in verzonden if een.beroep_tot}):
        lijst.append(Tijdstip(dag, "Laatste dag voor beroep", "Awb 6:7: zes weken na de dag van verzending"))
    return lijst


# --- what is to be done -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Keuze:
    """One possible step: its transition, its words, and the slug of its page (or the name of another page)."""

    regel: str
    woorden: str
    slug: str = ""
    pagina: str = ""


NEMEN = Keuze("bezwaar_nemen", "In behandeling nemen", "nemen")
TOETSEN = Keuze("bezwaar_toetsen", "Ontvankelijkheid toetsen", "toetsen")
HERSTEL = Keuze("herstel_vragen", "Om de redenen vragen", "herstel")
HERSTELD = Keuze("redenen_ontvangen", "Redenen zijn binnen", "hersteld")
VERLOPEN = Keuze("herstel_verlopen", "Verder zonder redenen", "herstel-voorbij")
COMMISSIE = Keuze("naar_commissie", "Naar de commissie", "commissie")
TEGEMOET = Keuze("tegemoetkomen", "Helemaal tegemoetkomen", "tegemoetkomen")
ZITTING = Keuze("hoorzitting_plannen", "Hoorzitting plannen", "hoorzitting")
AFZIEN = Keuze("van_horen_afzien", "Geen hoorzitting", "geen-hoorzitting")
VERSLAG = Keuze("verslag_vastleggen", "Verslag vastleggen", "verslag")
ADVIES = Keuze("advies_vastleggen", "Advies vastleggen", "advies")
CONCEPT = Keuze("beslissing_voorbereiden", "Beslissing voorbereiden", "voorbereiden")
SCHRIJVEN = Keuze("op_bezwaar_beslissen", "Beslissing schrijven", pagina="loket:bezwaar_beslissing")
VERZENDEN = Keuze("bezwaarbrieven_klaarzetten", "Brieven versturen", pagina="loket:bezwaar_verzenden")
BEROEP = Keuze("beroep_vastleggen", "Beroep vastleggen", "beroep")
UITSPRAAK = Keuze("uitspraak_vastleggen", "Uitspraak vastleggen", "uitspraak")
HOGER = Keuze("hoger_beroep_vastleggen", "Hoger beroep vastleggen", "hoger-beroep")
SLUITEN = Keuze("bezwaar_sluiten", "Sluiten", "sluiten")
ANDERS = (
    Keuze("verdagen", "Verdagen", "verdagen"),
    Keuze("uitstel_afspreken", "Uitstel afspreken", "uitstel"),
    Keuze("bezwaar_intrekken", "Intrekking vastleggen", "intrekken"),
    Keuze("ingebrekestelling_vastleggen", "Ingebrekestelling vastleggen", "ingebrekestelling"),
    Keuze("voorlopige_voorziening_vastleggen", "Voorlopige voorziening vastleggen", "voorziening"),
    Keuze("bezwaar_toewijzen", "Behandelaar kiezen", "toewijzen"),
)
"""What can happen beside the next step."""

STAPPEN: dict[str, tuple[str, str, tuple[Keuze, ...]]] = {
    B.ONTVANGEN: ("Nieuw bezwaar", "Neem het bezwaar in behandeling.", (NEMEN,)),
    B.TOETS: (
        "Toets of het bezwaar meetelt",
        "Is het op tijd, van een belanghebbende, en staan de redenen erin? Ontbreken de redenen, vraag er dan om.",
        (TOETSEN, HERSTEL, HERSTELD),
    ),
    B.VERZUIM_HERSTEL: ("Wacht op de redenen", "De termijn staat stil.", (HERSTELD, VERLOPEN)),
    B.ONTVANKELIJK: (
        "Vraag de commissie om advies",
        "Vertel de indiener dat een commissie adviseert. Daarna hebben wij twaalf weken.",
        (COMMISSIE, TEGEMOET),
    ),
    B.KENNELIJK_NIET: (
        "Kennelijk niet-ontvankelijk",
        "Elk bezwaar is zonder twijfel niet te behandelen.",
        (COMMISSIE, CONCEPT),
    ),
    B.NAAR_COMMISSIE: ("Plan de hoorzitting", "De commissie heeft het dossier.", (ZITTING, AFZIEN, TEGEMOET)),
    B.HOORZITTING_GEPLAND: ("Wacht op de hoorzitting", "Leg daarna het verslag vast.", (VERSLAG, ZITTING, AFZIEN)),
    B.GEHOORD: ("Wacht op het advies", "De commissie schrijft haar advies.", (ADVIES, TEGEMOET)),
    B.HOREN_AFGEZIEN: (
        "Wacht op het advies",
        "Er is geen hoorzitting. De commissie schrijft haar advies.",
        (ADVIES, TEGEMOET),
    ),
    B.ADVIES_ONTVANGEN: ("Bereid de beslissing voor", "Het advies van de commissie is binnen.", (CONCEPT,)),
    B.BESLISSING_CONCEPT: ("Beslissing schrijven", "De beslisser neemt de beslissing op bezwaar.", (SCHRIJVEN,)),
    **dict.fromkeys(
        sorted(BOB_BESLOTEN),
        (
            "Verstuur de brieven",
            "De beslissing is genomen. Niemand buiten het SWV ziet haar, tot de brief weg is.",
            (VERZENDEN,),
        ),
    ),
    B.BEKENDGEMAAKT: ("Klaar", "De brieven zijn verstuurd. Beroep kan nog bij de rechter.", (BEROEP,)),
    B.IN_BEROEP: ("Bij de rechter", "Wacht op de uitspraak.", (UITSPRAAK,)),
    B.HOGER_BEROEP: ("Bij de Raad van State", "Wacht op de uitspraak.", (UITSPRAAK,)),
    B.UITSPRAAK: ("Uitspraak", "Gaat niemand in hoger beroep, sluit de zaak dan.", (SLUITEN, HOGER)),
    B.GESLOTEN: ("Gesloten", "Hier is niets meer te doen.", ()),
    B.INGETROKKEN: ("Ingetrokken", "Elk bezwaar is ingetrokken.", ()),
}


def volgende_stap(zaak: Bezwaarzaak, gebruiker: Gebruiker, nu: datetime) -> Stap:
    """What is to be done now, with the one sensible button first, and why a button cannot be used."""
    titel, uitleg, keuzes = STAPPEN[zaak.status]
    pro_forma = any(een.pro_forma for een in zaak.actieve_bezwaren())
    if zaak.status == B.TOETS:
        verlopen = zaak.gebeurd(Bezwaargebeurtenis.Soort.HERSTEL_VERLOPEN)
        keuzes = (HERSTEL, HERSTELD, TOETSEN) if pro_forma and not verlopen else (TOETSEN, HERSTEL)
    if _later(zaak) and HERSTELD not in keuzes:
        keuzes = (*keuzes, HERSTELD)
    nodig = zaak.status != B.BEKENDGEMAAKT  # what others may do is no next step of ours
    knoppen = [knop(zaak, keuze, gebruiker, nu, eerste=nodig and keuze == keuzes[0]) for keuze in keuzes]
    mijn = [een for een in knoppen if een.waarom_niet != GEEN_RECHTEN]
    if knoppen and not mijn:
        uitleg = f"{uitleg} Aan zet: {aan_zet(zaak, gebruiker)}."
    knoppen = mijn
    if zaak.status == B.BESLISSING_CONCEPT and gebruiker.heeft(P.BEZWAAR_BEHANDELEN):
        url = reverse("loket:bezwaar_beslissing", args=[zaak.public_id])
        knoppen = [Knop("Concept schrijven", url, False, True, "")]
    return Stap(titel, uitleg, tuple(knoppen))


def andere_stappen(zaak: Bezwaarzaak, gebruiker: Gebruiker, nu: datetime) -> list[Knop]:
    """What else this user may do now; what cannot be done is not listed."""
    knoppen = [knop(zaak, keuze, gebruiker, nu, eerste=False) for keuze in ANDERS]
    return [een for een in knoppen if not een.waarom_niet]


def knop(zaak: Bezwaarzaak, keuze: Keuze, gebruiker: Gebruiker, nu: datetime, *, eerste: bool) -> Knop:
    reden = overgang.regels[keuze.regel].waarom_niet(zaak, gebruiker, nu)
    pagina = keuze.pagina or "loket:bezwaarstap"
    args = [zaak.public_id] if keuze.pagina else [zaak.public_id, keuze.slug]
    direct = keuze.slug in {"nemen", "voorbereiden", "sluiten"}
    return Knop(keuze.woorden, reverse(pagina, args=args), direct, eerste, reden)
