"""What was offered, asked and decided in a case, as its page shows it: what waits for somebody first."""

from __future__ import annotations

from typing import Any

from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from thuiszitters.actions.overgang import overgang
from thuiszitters.actions.sluiten import BEGIN
from thuiszitters.beeld import TAFELSTAP, Beeld, gevraagd
from thuiszitters.models import (
    Casus,
    Casusoverdracht,
    Casusstatus,
    Doorzettingsbesluit,
    Maatregel,
    Onderwijsaanbod,
    Opschaling,
    Protocolstap,
    Tafel,
    Vrijstelling,
)
from thuiszitters.rules.ladder import Tredesoort

S = Casusstatus
HANDELING = {
    Tredesoort.RONDETAFEL: ("rondetafel", "Vraag het gesprek"),
    Tredesoort.DOORBRAAK: ("bestuurders", "Naar de bestuurders"),
    Tredesoort.DOORZETTINGSMACHT: ("bestuurders", "Naar de bestuurders"),
}
"""The page on which a person sends what is proposed."""
DOORZETTEN = ("doorzetten", "Leg de beslissing vast")
VOLGENDE = {
    S.AANBOD_GEACCEPTEERD: ("terugkeer", "Begin met opbouwen", "Het aanbod is aangenomen."),
    S.AANBOD_GEWEIGERD: ("aanbod", "Doe een ander aanbod", "Het aanbod is geweigerd."),
    S.OPSCHALING_RONDETAFEL: ("aanbod", "Leg een aanbod vast", "Het rondetafelgesprek was er."),
    S.OPSCHALING_BESTUURLIJK: ("doorzetten", "Leg de beslissing vast", "De casus is bij de bestuurders."),
    S.TERUGKEER_IN_OPBOUW: ("nazorg", "Gaat weer volledig", "Het kind bouwt op naar school."),
    S.JAARLIJKSE_HERBEOORDELING: ("vrijstelling", "Nieuwe vrijstelling", "De vrijstelling wordt opnieuw bekeken."),
}
"""What usually comes next in this status: which page, the words on its button, and how it stands."""


def voortgang(request: Verzoek, rij: Casus, beeld: Beeld) -> dict[str, Any]:
    """For the page of a case."""
    begeleid = Casus.objects.visible_to(request.user, Permissie.THUISZITTER_BEGELEIDEN)
    kan = begeleid.filter(pk=rij.pk).exists()
    mag = rij.loopt and kan
    opschalingen = Opschaling.objects.visible_to(request.user).filter(casus=rij)
    wacht = bool(gevraagd(rij)) or any(not een.antwoord for een in rij.aanbiedingen.all())
    adres = _voorstel(rij, beeld) if mag else None
    al_gezegd = f"‘{beeld.voorstel.trede.naam}’ kan" if beeld.voorstel and adres else "-"
    return {
        "alarm": [zin for zin in beeld.alarm if not zin.startswith(al_gezegd)],
        "mag_begeleiden": mag,
        "mag_verbeteren": kan,
        "aanbiedingen": Onderwijsaanbod.objects.visible_to(request.user)
        .filter(casus=rij)
        .prefetch_related("woorden__gever")
        .order_by("-gedaan_op", "-pk"),
        "opschalingen": opschalingen.select_related("door").prefetch_related("ingelicht__wie").order_by("-op", "-pk"),
        "doorzettingen": Doorzettingsbesluit.objects.visible_to(request.user)
        .filter(casus=rij)
        .select_related("school"),
        "maatregelen": Maatregel.objects.visible_to(request.user).filter(casus=rij).order_by("-dag", "-pk"),
        "vrijstellingen": Vrijstelling.objects.visible_to(request.user).filter(casus=rij).order_by("-van", "-pk"),
        "overdracht": Casusoverdracht.objects.visible_to(request.user).filter(casus=rij).first(),
        "voorstel_adres": adres,
        "volgende": VOLGENDE.get(S(rij.status)) if mag and not wacht else None,
    }


def _voorstel(rij: Casus, beeld: Beeld) -> tuple[str, str] | None:
    """Which page sends what the protocol proposes; None where a step of the SWV's own is next, or somebody has to take
    the case first."""
    if beeld.voorstel is None or rij.status in BEGIN:
        return None
    soort = beeld.voorstel.trede.soort
    if soort == Tredesoort.DOORZETTINGSMACHT and rij.status in overgang.regels["doorzetten"].van:
        return DOORZETTEN
    return HANDELING.get(Tredesoort(soort))


def is_plan(rij: Casus, stap: Protocolstap) -> bool:
    """Whether finishing this step says that there is a plan now."""
    return stap.soort == Tredesoort.PLAN and rij.status in overgang.regels["plan_gemaakt"].van


def gesprek_van(rij: Casus, stap: Protocolstap) -> Opschaling | None:
    """The meeting of this step that was asked for and whose outcome is still to be written down."""
    return next((een for een in gevraagd(rij) if TAFELSTAP[Tafel(een.tafel)] == stap.soort), None)
