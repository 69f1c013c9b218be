"""The list before signing: what is in order, what to weigh, and what blocks. The same questions as the action asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.woorden import opsomming
from loket.actions.adviesronde import gehoord, zienswijze_eerst
from loket.actions.afscherming import afgeschermd_genoemd
from loket.actions.besluit import bepalen, beslissing_fouten, gezag_bekend, niet_zelf_geadviseerd, ondertekenaar
from loket.actions.brief import Beslissing
from loket.actions.meelezen import goedgekeurd, vier_ogen_mist
from loket.actions.opdrachten import alle_ondertekend, gevraagde_adviezen
from loket.actions.overgang import overgang
from loket.forms.besluit import BesluitForm
from loket.models import Aanvraag, BesluitConcept, ZienswijzeVertrouwelijk
from loket.rules.vertrouwelijk import genoemd

AANTAL = {2: "Twee", 3: "Drie"}


@dataclass(frozen=True)
class Controle:
    """One line. stand: ok, let_op or blokkade."""

    stand: str
    zin: str


def controles(
    aanvraag: Aanvraag, gebruiker: Gebruiker, form: BesluitForm, concept: BesluitConcept | None, nu: datetime
) -> list[Controle]:
    """All lines, what blocks first."""
    lijst = [
        *_voorwaarden(aanvraag, gebruiker, nu),
        *_inhoud(aanvraag, gebruiker, form, nu),
        _termijn(aanvraag, nu),
        _ouders(aanvraag),
        *_alleen_voor_ons(aanvraag, gebruiker, form),
        _brief(concept),
    ]
    volgorde = ("blokkade", "let_op", "ok")
    return sorted(dict.fromkeys(lijst), key=lambda controle: volgorde.index(controle.stand))


def _voorwaarden(aanvraag: Aanvraag, gebruiker: Gebruiker, nu: datetime) -> list[Controle]:
    aantal = len(gevraagde_adviezen(aanvraag))
    in_orde = {
        alle_ondertekend: f"{AANTAL.get(aantal, aantal)} deskundigen gaven advies.",
        niet_zelf_geadviseerd: "Jij bent niet de adviseur van deze aanvraag.",
        gezag_bekend: "Van alle ouders zijn gezag en adres bekend.",
    }
    lijst = []
    for voorwaarde, goed in in_orde.items():
        reden = voorwaarde(aanvraag, gebruiker, nu)
        lijst.append(Controle("blokkade", reden) if reden else Controle("ok", goed))
    reden = overgang.regels["besluiten"].waarom_niet(aanvraag, gebruiker, nu)
    return [Controle("blokkade", reden), *lijst] if reden else lijst


def _inhoud(aanvraag: Aanvraag, gebruiker: Gebruiker, form: BesluitForm, nu: datetime) -> list[Controle]:
    if not form.is_valid():
        return [Controle("blokkade", "Kies toekennen of afwijzen.")]
    keuze = bepalen(aanvraag, form.beslissing())
    vandaag = timezone.localdate(nu)
    tekent, buiten = ondertekenaar(aanvraag, keuze, door=gebruiker, dag=vandaag)
    fouten = beslissing_fouten(aanvraag, keuze, vandaag, tekent)
    lijst = [Controle("blokkade", fout) for fout in [*filter(None, [buiten]), *fouten]]
    if aanvraag.instelling.vier_ogen:
        lijst.append(_vier_ogen(aanvraag, keuze, gebruiker))
    if tekent.mandaat:
        lijst.append(Controle("ok", f"Je besluit met mandaat {tekent.mandaat}."))
    if fouten:
        return lijst
    lijst.append(Controle("ok", "Alles wat in de brief moet, staat erin."))
    if adressen := afgeschermd_genoemd(aanvraag, keuze, vandaag):
        zin = "In de brief staat iets dat niet iedereen mag weten: {}. Alle geadresseerden lezen dat."
        lijst.append(Controle("let_op", zin.format(opsomming(adressen))))
    if keuze.uitkomst == "afwijkend":
        lijst.append(Controle("let_op", "Dit is anders dan de school vroeg. De brief legt uit waarom."))
    return lijst


def _vier_ogen(aanvraag: Aanvraag, keuze: Beslissing, gebruiker: Gebruiker) -> Controle:
    if reden := vier_ogen_mist(aanvraag, keuze, gebruiker):
        return Controle("blokkade", reden)
    akkoord = goedgekeurd(aanvraag, keuze, gebruiker)
    assert akkoord is not None
    return Controle("ok", f"{akkoord.gevraagd_aan.naam} keurde dit besluit goed.")


def _termijn(aanvraag: Aanvraag, nu: datetime) -> Controle:
    vandaag = timezone.localdate(nu)
    termijn = aanvraag.termijn(vandaag)
    if termijn and termijn.wettelijk < vandaag:
        return Controle("let_op", "Dit besluit komt later dan de wet vraagt.")
    if termijn and termijn.uiterlijk < vandaag:
        return Controle("let_op", "Dit besluit komt later dan wij beloofden.")
    return Controle("ok", "Dit besluit is op tijd.")


def _alleen_voor_ons(aanvraag: Aanvraag, gebruiker: Gebruiker, form: BesluitForm) -> list[Controle]:
    """Whether something that was told to us alone stands in what others will read (afspraak 36)."""
    geheim = ZienswijzeVertrouwelijk.objects.visible_to(gebruiker).filter(zienswijze__ronde__aanvraag=aanvraag)
    teksten = [str(waarde or "") for waarde in getattr(form, "cleaned_data", {}).values()]
    bekend = [aanvraag.over, aanvraag.school.naam, aanvraag.school.plaats]
    namen = genoemd([een.tekst for een in geheim], teksten, bekend=bekend)
    if not namen:
        return []
    woorden = opsomming(f"‘{naam}’" for naam in sorted(namen))
    return [Controle("let_op", f"Dit was alleen voor ons en staat nu in het besluit: {woorden}. Haal het weg.")]


def _ouders(aanvraag: Aanvraag) -> Controle:
    if gehoord(aanvraag):
        return Controle("ok", "De ouders en de school konden zeggen wat zij vinden.")
    reden = zienswijze_eerst(aanvraag)
    return Controle("let_op", reden) if reden else Controle("ok", "De ouders zijn het eens en de adviezen ook.")


def _brief(concept: BesluitConcept | None) -> Controle:
    if concept and concept.brief_bekeken_op and concept.bewerkt_op and concept.brief_bekeken_op >= concept.bewerkt_op:
        return Controle("ok", "Je hebt de brief bekeken.")
    return Controle("let_op", "Bekijk de brief nog een keer.")
