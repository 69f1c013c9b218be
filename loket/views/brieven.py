"""A letter on screen and as PDF, for whoever may see it: staff always, an addressee its own from the day of sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Prefetch
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.brieven.dagtekening import als_voorbeeld
from kern.brieven.models import BriefVersie
from kern.brieven.scherm import voor_scherm
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.bezorging import opgehaald
from loket.models import Aanvraag, Bekendmaking, Verzending, Zaakbrief

from .beelden import briefpagina
from .stukken import als_bestand, bijlagelinks
from .uitleg import gewone_taal
from .verloopbrief import Bezorgstap, bezorgstappen, met_bezorging

VAN_HET_SWV = (Permissie.BRIEF_VERZENDEN, Permissie.BESLUIT_NEMEN)


@dataclass(frozen=True)
class Briefstand:
    """How far one letter is. stand: verzonden, vanzelf (by the portal, soon), portaal (by the portal, on its day),
    klaar (to print), gemaakt (for a later day), bezig, mislukt or nieuw."""

    bekendmaking: Verzending
    versie: BriefVersie | None
    stand: str
    woorden: str
    toon: str
    stappen: tuple[Bezorgstap, ...] = ()

    @property
    def kwijt(self) -> bool:
        """Whether it is known not to have arrived."""
        return any(stap.fout for stap in self.stappen)

    @property
    def open(self) -> bool:
        """Whether it still has to go, or has to go again."""
        verzonden, rij = self.stand == "verzonden", cast(Any, self.bekendmaking)
        if self.stand == "vanzelf":
            return False
        return not verzonden or (self.kwijt and all(een.vervallen_op for een in rij.opvolgers.all()))


@require_safe
@beleid(ingelogd)
def brief(request: Verzoek, public_id: str) -> HttpResponse:
    """The frozen words as a page, with its date when it has one."""
    bekendmaking = _bekendmaking(request, public_id)
    versie = bekendmaking.brief.geldige_versie
    html = versie.html if versie else als_voorbeeld(bekendmaking.brief.html)
    gezien(bekendmaking, door=request.user, op=timezone.now(), wat="brief_gelezen")
    opgehaald(bekendmaking, door=request.user, op=timezone.now())
    terug, tekst = _terug(request, bekendmaking)
    stijlen = (static("css/portaal.css"), static("brieven/brief.css"))
    pdf = reverse("loket:brief_pdf", args=[public_id]) if versie and versie.pdf_id else ""
    gewoon = gewone_taal(request, bekendmaking) | bijlagelinks(bekendmaking)
    return briefpagina(voor_scherm(html, stijlen=stijlen, terug=terug, terug_tekst=tekst, pdf=pdf, **gewoon))


@require_safe
@beleid(ingelogd)
def brief_pdf(request: Verzoek, public_id: str) -> FileResponse:
    """The PDF, under a name without names."""
    bekendmaking = _bekendmaking(request, public_id)
    antwoord = als_bestand(bekendmaking.brief, om_te_posten=request.user.heeft(Permissie.BRIEF_VERZENDEN))
    gezien(bekendmaking, door=request.user, op=timezone.now(), wat="brief_gedownload")
    opgehaald(bekendmaking, door=request.user, op=timezone.now())
    return antwoord


def met_versies(lijst: Any) -> Any:
    """Bekendmakingen with their letters and versions, in a fixed number of queries."""
    versies = Prefetch("brief__versies")
    rijen = lijst.select_related("brief", "betrokkene", "school__bestuur", "leerling").prefetch_related(versies)
    return met_bezorging(rijen)


def briefstand(bekendmaking: Verzending, vandaag: date) -> Briefstand:
    """How far this letter is today."""
    versie = bekendmaking.brief.geldige_versie
    if bekendmaking.verzonden_op:
        stand, woorden, toon = "verzonden", "Verzonden", "goed"
    elif getattr(bekendmaking, "vanzelf", False) and not (versie and versie.laatste_fout and versie.pdf_id is None):
        stand, woorden, toon = "vanzelf", "Komt vanzelf in het portaal", "info"
    elif versie is None:
        stand, woorden, toon = "nieuw", "Nog niet klaargezet", "neutraal"
    elif versie.pdf_id is None and versie.laatste_fout:
        stand, woorden, toon = "mislukt", "Wacht" if versie.wacht_tot else "Maken lukte niet", "fout"
    elif versie.pdf_id is None:
        stand, woorden, toon = "bezig", "Wordt gemaakt", "info"
    elif bekendmaking.verzenddatum and bekendmaking.verzenddatum > vandaag:
        stand, woorden, toon = "gemaakt", "Gemaakt", "info"
    elif bekendmaking.kanaal == Verzending.Kanaal.PORTAAL:
        op_tijd = bekendmaking.verzenddatum == vandaag
        stand, toon = "portaal", "info" if op_tijd else "fout"
        woorden = "Komt vandaag vanzelf in het portaal" if op_tijd else "Niet op zijn dag in het portaal gezet"
    else:
        stand, woorden, toon = "klaar", "Klaar om te printen", "merk"
    stappen = tuple(stap for stap in bezorgstappen(bekendmaking) if stap.in_lijst)
    return Briefstand(bekendmaking, versie, stand, woorden, toon, stappen)


def _bekendmaking(request: Verzoek, public_id: str) -> Bekendmaking | Zaakbrief:
    """The letter, of a decision or not: to the reader both are a letter."""
    besluiten = Bekendmaking.objects.visible_to(request.user).filter(vervallen_op__isnull=True)
    rij: Bekendmaking | None = (
        met_versies(besluiten).select_related("brief", "besluit__aanvraag").filter(public_id=public_id).first()
    )
    if rij is not None:
        return rij
    andere = Zaakbrief.objects.visible_to(request.user).filter(vervallen_op__isnull=True)
    ander: Zaakbrief = get_object_or_404(met_versies(andere).select_related("brief", "aanvraag"), public_id=public_id)
    return ander


def _terug(request: Verzoek, rij: Bekendmaking | Zaakbrief) -> tuple[str, str]:
    """Where this reader came from."""
    zaak = rij.aanvraag if isinstance(rij, Zaakbrief) else rij.besluit.aanvraag
    if any(request.user.heeft(recht) for recht in VAN_HET_SWV):
        return reverse("loket:behandelen", args=[zaak.public_id]), "Terug naar de aanvraag"
    van_school = Aanvraag.objects.visible_to(request.user, Permissie.AANVRAAG_INDIENEN).filter(pk=zaak.pk)
    if request.user.heeft(Permissie.AANVRAAG_INDIENEN) and van_school.exists():
        return reverse("loket:aanvraag", args=[zaak.public_id]), "Terug naar de aanvraag"
    return "/", "Terug"
