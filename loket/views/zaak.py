"""What the pages of one case share: fetching it, its head, and the next step with the reason when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import PERMISSIES, Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.termijnen.woorden import datum_voluit
from loket.actions.adviesronde import gehoord, zienswijze_eerst
from loket.actions.arrangement import arrangement_beantwoorden
from loket.actions.bellen import open_beltaak
from loket.actions.opdrachten import derde_nodig
from loket.actions.overgang import overgang
from loket.models import (
    BESLOTEN,
    IN_BEHANDELING,
    Aanvraag,
    Aanvulling,
    Adviesopdracht,
    Besluit,
    Doorzending,
    Status,
    Uitstel,
)
from loket.rules.deskundigen import deskundigen_nodig

from .weergaven import ANTWOORDEN, klaar
from .woorden import aan_zet, fase_toon

S = Status
EEN_OP_EEN = ("leerling", "school", "vraag", "hulpvraag", "toetsen", "behoefte", "gedaan", "mening", "stukken")


def haal_zaak(request: Verzoek, public_id: str, permissie: Permissie | None = None) -> Aanvraag:
    """The aanvraag with its sections, if this user may see it; with permissie: through a role that carries it."""
    wie = request.user
    opdrachten = Adviesopdracht.objects.visible_to(wie).geldig().select_related("advies", "deskundige")
    zaken = Aanvraag.objects.visible_to(wie, permissie).select_related(
        "leerling",
        "school",
        "instelling",
        "swv",
        "behandelaar",
        *ANTWOORDEN,
        "vorige_tlv__besluit__aanvraag",
        *(f"onderdeel_{naam}" for naam in EEN_OP_EEN),
    )
    erbij: list[Any] = [
        Prefetch("aanvullingen", Aanvulling.objects.visible_to(wie).order_by("gevraagd_op", "pk")),
        Prefetch("uitstellen", Uitstel.objects.visible_to(wie)),
        Prefetch("besluiten", Besluit.objects.visible_to(wie).select_related("mandaat")),
        Prefetch("doorzendingen", Doorzending.objects.visible_to(wie)),
        Prefetch("adviesopdrachten", opdrachten.order_by("volgorde"), to_attr="opdrachten"),
    ]
    zaak: Aanvraag = get_object_or_404(zaken.prefetch_related(*erbij), public_id=public_id)
    return zaak


def bekeken(request: Verzoek, ding: Any, permissie: Permissie, wat: str = "ingezien") -> None:
    """Log that this user looked (R-PRIV-08), in the role that carries the right."""
    rol = next((rol for rol in sorted(request.user.rollen) if permissie in PERMISSIES[rol]), "")
    gezien(ding, door=request.user, op=timezone.now(), wat=wat, rol=rol)


TE_BESLUITEN = ("Te besluiten", "loket:besluiten")


def kop(
    aanvraag: Aanvraag, gebruiker: Gebruiker, nu: datetime, *, onder: tuple[str, str] | None = None
) -> dict[str, Any]:
    """The context of the head of a case: term, phase, who is to move.

    onder: the list that this page belongs to, by name and address; None: the first list of this user.
    """
    vandaag = timezone.localdate(nu)
    loket = gebruiker.heeft(Permissie.AANVRAAG_CONTROLEREN)
    van_bezwaar = gebruiker.heeft(Permissie.BEZWAAR_ADVISEREN) and not gebruiker.heeft(Permissie.LEERLING_LEZEN)
    beslist = gebruiker.heeft(Permissie.BESLUIT_NEMEN)
    lijst = onder or (
        ("Bezwaren", "loket:bezwaren")
        if van_bezwaar
        else ("Werkvoorraad", "loket:werkvoorraad")
        if loket
        else ("Aanvragen", "loket:aanvragen")
        if beslist
        else ("Consulten", "loket:consulten")
    )
    klaar_op, klaar_woord = klaar(aanvraag)
    return {
        "aanvraag": aanvraag,
        "lijst_naam": lijst[0],
        "lijst_url": reverse(lijst[1]),
        "vandaag": vandaag,
        "termijn": aanvraag.termijn(vandaag),
        "termijn_voor": "Antwoord uiterlijk" if aanvraag.soortregels.geeft_advies else "Besluit uiterlijk",
        "klaar_op": klaar_op,
        "klaar_woord": klaar_woord,
        "mag_verzetten": gebruiker.heeft(Permissie.TERMIJN_VERZETTEN)
        and aanvraag.status in IN_BEHANDELING
        and not aanvraag.soortregels.geeft_advies,
        "mag_te_laat": gebruiker.heeft(Permissie.TERMIJN_VERZETTEN) and not aanvraag.soortregels.geeft_advies,
        "mag_delen": gebruiker.heeft(Permissie.LEERLING_LEZEN),
        "mag_brieven": gebruiker.heeft(Permissie.BRIEF_VERZENDEN),
        "toon": fase_toon(aanvraag.status),
        "aan_zet": aan_zet(aanvraag, gebruiker, vandaag),
    }


def uitvoeren(
    request: Verzoek,
    aanvraag: Aanvraag,
    actie: Callable[..., Any],
    gelukt: str,
    naar: str = "loket:behandelen",
    **velden: Any,
) -> HttpResponse:
    """Do one transition by a button; back to its page with what happened, or with the reason why not."""
    try:
        actie(aanvraag, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, gelukt)
    return redirect(naar, aanvraag.public_id)


@dataclass(frozen=True)
class Knop:
    """A button of the case page. post: it acts at once; otherwise it opens a page. waarom_niet: shown instead of it."""

    woorden: str
    url: str
    post: bool
    primair: bool
    waarom_niet: str


@dataclass(frozen=True)
class Stap:
    titel: str
    uitleg: str
    knoppen: tuple[Knop, ...] = ()
    let_op: str = ""


@dataclass(frozen=True)
class _Keuze:
    regel: str
    woorden: str
    url: str
    post: bool = False
    alleen_als_kan: bool = False


ARRANGEMENT = "arrangementen:van_aanvraag"
"""Where an aanvraag for help is granted: a page of the app above, by its name alone."""
NEMEN = _Keuze("in_controle_nemen", "In behandeling nemen", "loket:nemen", post=True)
COMPLEET = _Keuze("compleet_verklaren", "Compleet verklaren", "loket:compleet", post=True)
AANVULLING = _Keuze("aanvulling_vragen", "Aanvulling vragen", "loket:aanvulling")
DESKUNDIGEN = _Keuze("deskundigen_vragen", "Deskundigen vragen", "loket:deskundigen")
COMPLEET_EN_DESKUNDIGEN = _Keuze("deskundigen_vragen", "Compleet en naar deskundigen", "loket:deskundigen")
DESKUNDIGE_ERBIJ = _Keuze("deskundige_erbij", "Deskundige vragen", "loket:deskundige_erbij")
VERLOPEN = _Keuze("aanvulling_verlopen", "Verder zonder aanvulling", "loket:aanvulling_voorbij", post=True)
HERINNEREN = _Keuze("school_herinneren", "Herinnering sturen", "loket:school_herinneren", post=True)
AFRONDEN = _Keuze("adviezen_afronden", "Adviezen zijn binnen", "loket:adviezen_afronden", post=True)
NAAR_BESLUIT = _Keuze("naar_besluit", "Naar beslisser", "loket:naar_besluit", post=True)
BESLUITEN = _Keuze("besluiten", "Besluit nemen", "loket:aanvraag_besluiten")
BELLEN = _Keuze("ouders_bellen", "Ouders bellen", "loket:ouders_bellen")
CONSULT_NEMEN = _Keuze("in_behandeling_nemen", "In behandeling nemen", "loket:nemen", post=True)
ADVISEREN = _Keuze("advies_uitbrengen", "Advies schrijven", "loket:consult_advies")
SLUITEN = _Keuze("sluiten", "Sluiten", "loket:consult_sluiten", post=True)
VERZENDEN = _Keuze("klaarzetten", "Brieven versturen", "loket:bekendmaken")
VOORSTEL = _Keuze("doorzending_voorstellen", "Doorsturen voorstellen", "loket:doorzenden", alleen_als_kan=True)
DOORZENDEN = _Keuze("doorzenden", "Voorstel tot doorsturen lezen", "loket:doorzenden", alleen_als_kan=True)
OPZIJ = _Keuze(
    "buiten_behandeling_stellen", "Niet in behandeling nemen", "loket:buiten_behandeling", alleen_als_kan=True
)
ZIENSWIJZE = _Keuze("zienswijze_openen", "Mening vragen", "loket:zienswijze")
ZIENSWIJZE_LATER = _Keuze("zienswijze_openen", "Eerst een mening vragen", "loket:zienswijze", alleen_als_kan=True)
MENING_WEER = _Keuze(
    "mening_herinneren", "Herinnering sturen", "loket:mening_herinneren", post=True, alleen_als_kan=True
)
MENINGEN = _Keuze("zienswijze_sluiten", "Meningen vastleggen", "loket:zienswijze")
TOEKENNEN = _Keuze(arrangement_beantwoorden.__name__, "Naar het arrangement", ARRANGEMENT)
ZAAKBRIEVEN = _Keuze("", "Brieven versturen", "loket:zaakbrieven")

STAPPEN: dict[str, tuple[str, str, tuple[_Keuze, ...]]] = {
    S.INGEDIEND: (
        "Nieuw binnen",
        "Neem de aanvraag in behandeling. Dan sta jij als behandelaar genoteerd.",
        (NEMEN, VOORSTEL, DOORZENDEN),
    ),
    S.IN_CONTROLE: (
        "Kijk of alles erbij zit",
        "Is de aanvraag compleet, vraag dan twee deskundigen om advies. Mist er iets, vraag het aan de school.",
        (COMPLEET_EN_DESKUNDIGEN, AANVULLING, COMPLEET, VOORSTEL, DOORZENDEN, OPZIJ),
    ),
    S.AANVULLING_GEVRAAGD: ("Wacht op de school", "De school vult de aanvraag aan.", (VERLOPEN, HERINNEREN, OPZIJ)),
    S.COMPLEET: ("Vraag twee deskundigen", "De aanvraag is compleet.", (DESKUNDIGEN,)),
    S.IN_ADVIES: (
        "Wacht op de deskundigen",
        "Zijn alle adviezen ondertekend, dan gaat de aanvraag vanzelf verder.",
        (AFRONDEN, AANVULLING),
    ),
    S.ADVIES_GEREED: ("Naar de beslisser", "Alle adviezen zijn binnen.", (NAAR_BESLUIT, ZIENSWIJZE)),
    S.ZIENSWIJZE_LOOPT: (
        "Wacht op meningen",
        "De ouders en de school kunnen zeggen wat zij vinden. Daarna gaat de aanvraag naar de beslisser.",
        (MENINGEN, ZAAKBRIEVEN, MENING_WEER),
    ),
    S.BESLUIT_VOORBEREIDEN: (
        "Besluit nemen",
        "De beslisser weegt de aanvraag en de adviezen.",
        (BESLUITEN, ZIENSWIJZE_LATER),
    ),
    **dict.fromkeys(
        sorted(BESLOTEN),
        ("Verstuur de brieven", "Het besluit is genomen. Alleen het SWV ziet het, tot de brief weg is.", (VERZENDEN,)),
    ),
    S.BEKENDGEMAAKT: ("Klaar", "Alle brieven zijn verstuurd.", ()),
    S.BUITEN_VERSTUURD: (
        "Klaar",
        "De aanvraag is niet in behandeling genomen. Alle brieven zijn verstuurd; de school kan een nieuwe doen.",
        (),
    ),
    S.IN_BEHANDELING: (
        "Geef advies",
        "Bel de school als dat sneller gaat. Schrijf daarna het advies op.",
        (ADVISEREN,),
    ),
    S.ADVIES_UITGEBRACHT: (
        "Het advies is gegeven",
        "De school leest het en sluit de vraag. Duurt dat lang, dan kun jij sluiten.",
        (SLUITEN, ZAAKBRIEVEN),
    ),
    S.GESLOTEN: ("Gesloten", "De vraag is beantwoord.", ()),
    S.INGETROKKEN: (
        "Ingetrokken",
        "De school heeft de aanvraag gestopt. De school en de ouders krijgen hierover een brief.",
        (ZAAKBRIEVEN,),
    ),
    S.DOORGEZONDEN: (
        "Doorgestuurd",
        "Een ander samenwerkingsverband beslist. De school en de ouders krijgen hierover een brief.",
        (ZAAKBRIEVEN,),
    ),
}


CONSULT_STAPPEN: dict[str, tuple[str, str, tuple[_Keuze, ...]]] = {
    S.INGEDIEND: ("Nieuw binnen", "Neem de vraag in behandeling. Dan sta jij genoteerd.", (CONSULT_NEMEN,)),
    S.INGETROKKEN: (
        "Ingetrokken",
        "De school heeft de vraag gestopt. Gaat het over een leerling, dan krijgen school en ouders een brief.",
        (ZAAKBRIEVEN,),
    ),
}
"""Where a question that ends in advice goes another way than an aanvraag that ends in a decision."""
HULP_STAPPEN: dict[str, tuple[str, str, tuple[_Keuze, ...]]] = {
    S.INGEDIEND: (
        "Nieuw binnen",
        "Neem de vraag om hulp in behandeling, of wijs hem toe aan een adviseur.",
        (CONSULT_NEMEN, TOEKENNEN),
    ),
    S.ADVIES_UITGEBRACHT: (
        "Het antwoord is gegeven",
        "De school leest het en sluit de vraag. Duurt dat lang, dan kun jij sluiten.",
        (SLUITEN, ZAAKBRIEVEN),
    ),
}
"""The same of a request for help."""


def volgende_stap(aanvraag: Aanvraag, gebruiker: Gebruiker, nu: datetime) -> Stap:
    """What is to be done now, with the one sensible button first, and why a button cannot be used."""
    titel, uitleg, keuzes = STAPPEN[aanvraag.status]
    opdrachten = aanvraag.opdrachten
    if aanvraag.soortregels.geeft_advies and aanvraag.status in CONSULT_STAPPEN:
        titel, uitleg, keuzes = CONSULT_STAPPEN[aanvraag.status]
    if aanvraag.uit_aanbod:
        titel, uitleg, keuzes = _stap_hulp(aanvraag, (titel, uitleg, keuzes))
    if aanvraag.status == S.IN_CONTROLE and opdrachten:
        uitleg = "De deskundigen zijn al gevraagd. Is de aanvraag weer compleet, dan gaan zij verder."
        keuzes = (COMPLEET, AANVULLING, OPZIJ)
    if aanvraag.status in BESLOTEN and (taak := open_beltaak(aanvraag)):
        titel, uitleg, keuzes = "Bel eerst de ouders", f"{taak.reden} Daarna gaan de brieven weg.", (BELLEN, *keuzes)
    tekort = deskundige_tekort(aanvraag) if aanvraag.status == S.IN_ADVIES else ""
    if tekort:
        titel, uitleg, keuzes = "Vraag een deskundige", tekort, (DESKUNDIGE_ERBIJ, *keuzes)
    dagen = [een.aangevuld_op for een in aanvraag.aanvullingen.all() if een.aangevuld_op]
    if aanvraag.status == S.IN_CONTROLE and dagen:
        uitleg = f"De school vulde aan op {datum_voluit(dagen[-1])}. Je leest het onder ‘Aanvraag’. {uitleg}"
    if aanvraag.status == S.ADVIES_GEREED and zienswijze_eerst(aanvraag) and not gehoord(aanvraag):
        titel, keuzes = "Vraag eerst een mening", (ZIENSWIJZE, NAAR_BESLUIT)
    paren = [(keuze, _knop(aanvraag, keuze, gebruiker, nu, eerste=keuze == keuzes[0])) for keuze in keuzes]
    knoppen = [knop for keuze, knop in paren if not (keuze.alleen_als_kan and knop.waarom_niet)]
    if aanvraag.status == S.IN_ADVIES:  # passes by itself; the button is for when that was missed
        knoppen = [knop for knop in knoppen if not (knop.woorden == AFRONDEN.woorden and knop.waarom_niet)]
    let_op = zienswijze_eerst(aanvraag) if aanvraag.status == S.ADVIES_GEREED else ""
    return Stap(titel, uitleg, tuple(knoppen), let_op)


def _stap_hulp(aanvraag: Aanvraag, gewoon: tuple[str, str, tuple[_Keuze, ...]]) -> tuple[str, str, tuple[_Keuze, ...]]:
    """The step of a request for help; one from the catalogue is granted or not, and gets no advice."""
    if aanvraag.gewicht and aanvraag.status == S.IN_BEHANDELING:
        return "Ken toe of wijs af", "Dat doe je bij het arrangement. Daarna gaan de brieven weg.", (TOEKENNEN,)
    titel, uitleg, keuzes = HULP_STAPPEN.get(aanvraag.status, gewoon)
    return titel, uitleg, tuple(keuze for keuze in keuzes if keuze is not TOEKENNEN or aanvraag.gewicht)


def deskundige_tekort(aanvraag: Aanvraag) -> str:
    """Why the loket must ask one more expert now, or "". Needs `opdrachten`: the assignments in force."""
    opdrachten = aanvraag.opdrachten
    if len(opdrachten) < deskundigen_nodig(aanvraag.soort):
        return "Een deskundige gaf de opdracht terug of trok het advies in. Vraag een ander."
    return derde_nodig(aanvraag, opdrachten)


def _knop(aanvraag: Aanvraag, keuze: _Keuze, gebruiker: Gebruiker, nu: datetime, *, eerste: bool) -> Knop:
    if keuze.regel:
        reden = overgang.regels[keuze.regel].waarom_niet(aanvraag, gebruiker, nu)
    else:
        reden = "" if gebruiker.heeft(Permissie.BRIEF_VERZENDEN) else "Dat doet het loket."
    url = reverse(keuze.url, args=[aanvraag.public_id])
    return Knop(keuze.woorden, url, keuze.post, eerste, reden)
