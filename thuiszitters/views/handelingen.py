"""What can be done in a case, as pages: the words, the form, and the action that it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.models import School, SchoolDeelname
from thuiszitters.actions import aanbod, leerplicht, opschalen, verloop
from thuiszitters.actions.overgang import overgang
from thuiszitters.forms.aanbod import AanbodForm
from thuiszitters.forms.opschalen import DoorzetForm, OpschaalForm
from thuiszitters.forms.velden import NietInToekomst
from thuiszitters.forms.verder import (
    EindeVrijstellingForm,
    MaatregelForm,
    NazorgForm,
    OverdraagForm,
    RegieForm,
    TerugkeerForm,
    VrijstellingForm,
)
from thuiszitters.mensen import begeleiders, te_vragen
from thuiszitters.models import Casus
from thuiszitters.rules.ladder import Tredesoort, laatste_dag

from .beeld import beelden, schooldag_van

P = Permissie
Velden = dict[str, Any]
NAZORG = timedelta(days=84)
"""How long it is asked how it goes, where the protocol does not say."""


@dataclass(frozen=True)
class Handeling:
    """One thing that can be done. overgang: the transition; uitleg: when to choose it; klaar: said afterwards.

    form: makes the form for this case; doe: calls the action with what was filled in.
    """

    overgang: str
    titel: str
    uitleg: str
    knop: str
    klaar: str | Callable[[Verzoek, Velden], str]
    form: Callable[[Verzoek, Casus], forms.Form]
    doe: Callable[[Verzoek, Casus, Velden], object]

    @property
    def permissie(self) -> Permissie:
        return overgang.regels[self.overgang].permissie

    def gezegd(self, request: Verzoek, velden: Velden) -> str:
        """What is said when it is done with what was filled in."""
        return self.klaar if isinstance(self.klaar, str) else self.klaar(request, velden)

    def waarom_niet(self, request: Verzoek, rij: Casus) -> str:
        """Why this cannot be done now by this user, "" when it can."""
        return overgang.regels[self.overgang].waarom_niet(rij, request.user, timezone.now())


def _wie(request: Verzoek) -> dict[str, Any]:
    return {"door": request.user, "op": timezone.now()}


def _gewoon(klas: type[NietInToekomst], **begin: Any) -> Callable[[Verzoek, Casus], forms.Form]:
    def maak(request: Verzoek, rij: Casus) -> forms.Form:
        return klas(request.POST or None, vandaag=timezone.localdate(), initial=begin)

    return maak


def _verzuim_loopt(rij: Casus) -> bool:
    return any(een.tot is None for een in rij.verzuim.all())


def _aanbodform(request: Verzoek, rij: Casus) -> forms.Form:
    vandaag = timezone.localdate()
    begin = {"gedaan_op": vandaag, "verteld_door": request.user.naam}
    return AanbodForm(request.POST or None, vandaag=vandaag, initial=begin)


def _nazorgform(request: Verzoek, rij: Casus) -> forms.Form:
    vandaag = timezone.localdate()
    begin = {"tot": _nazorg_tot(request, rij, vandaag)}
    return NazorgForm(request.POST or None, verzuim_loopt=_verzuim_loopt(rij), vandaag=vandaag, initial=begin)


def _nazorg_tot(request: Verzoek, rij: Casus, vandaag: date) -> date:
    """As long as the protocol says."""
    stap = next((een for een in rij.protocol.stappen.all() if een.soort == Tredesoort.NAZORG), None)
    if stap is None:
        return vandaag + NAZORG
    return laatste_dag(stap.trede.termijn, vandaag, schooldag_van(request, rij, vandaag))


def _regieform(request: Verzoek, rij: Casus) -> forms.Form:
    collegas = [(een.public_id, een.naam) for een in begeleiders(rij)]
    return RegieForm(request.POST or None, collegas=collegas)


def _regie_geven(request: Verzoek, rij: Casus, velden: Velden) -> object:
    aan = next(een for een in begeleiders(rij) if een.public_id == velden["aan"])
    return verloop.regie_geven(rij, **_wie(request), aan=aan)


def _regie_gegeven(request: Verzoek, velden: Velden) -> str:
    if velden["aan"] == request.user.public_id:
        return "Jij bent nu de regievoerder."
    return "De regie is gegeven. Voor je collega staat dit klaar."


def _verstuurd(request: Verzoek, velden: Velden) -> str:
    """Only what the portal did itself: whether and when a mail goes, is up to who gets it."""
    klaar = "Voor wie je koos staat het klaar." if velden.get("wie") else ""
    zelf = "Wie je noemde hoort het van jou: het portaal stuurt hun niets." if velden["namen"] else ""
    return " ".join(filter(None, ("Het gesprek is gevraagd.", klaar, zelf)))


def _opschaalform(request: Verzoek, rij: Casus) -> forms.Form:
    vandaag = timezone.localdate()
    mensen = te_vragen(rij, request.user)
    [beeld] = beelden(request, [rij], vandaag, dagen=True)
    begin = {"waarom": beeld.voorstel_tekst, "wie": [code for code, een in mensen.items() if een.school]}
    keuzes = [(code, een.woorden) for code, een in mensen.items()]
    return OpschaalForm(request.POST or None, mensen=keuzes, vandaag=vandaag, initial=begin)


def _opschalen(actie: Callable[..., Casus]) -> Callable[[Verzoek, Casus, Velden], object]:
    def doe(request: Verzoek, rij: Casus, velden: Velden) -> object:
        mensen = te_vragen(rij, request.user)
        return actie(
            rij,
            **_wie(request),
            waarom=velden["waarom"],
            wie=[mensen[code].gebruiker for code in velden.get("wie") or []],
            anderen=[(naam, velden["hoe"]) for naam in velden["namen"]],
            gesprek_op=velden["gesprek_op"],
        )

    return doe


def _scholen(request: Verzoek, rij: Casus) -> dict[str, School]:
    """The schools of this SWV, by id."""
    deelnames = SchoolDeelname.objects.visible_to(request.user).geldig(timezone.localdate()).filter(swv=rij.swv_id)
    scholen = School.objects.visible_to(request.user).filter(gesloten_op=None, pk__in=deelnames.values("school"))
    return {een.public_id: een for een in scholen.order_by("naam", "pk")}


def _doorzetform(request: Verzoek, rij: Casus) -> forms.Form:
    scholen = [(code, f"{een.naam}, {een.plaats}") for code, een in _scholen(request, rij).items()]
    begin = {"verteld_door": request.user.naam}
    return DoorzetForm(request.POST or None, scholen=scholen, vandaag=timezone.localdate(), initial=begin)


def _doorzetten(request: Verzoek, rij: Casus, velden: Velden) -> object:
    school = _scholen(request, rij).get(velden.pop("school"))
    return opschalen.doorzetten(rij, **_wie(request), **velden, school=school)


def _met(actie: Callable[..., Casus]) -> Callable[[Verzoek, Casus, Velden], object]:
    return lambda request, rij, velden: actie(rij, **_wie(request), **velden)


def _einde_vrijstelling(request: Verzoek, rij: Casus, velden: Velden) -> object:
    return leerplicht.vrijstelling_beeindigen(rij, **_wie(request), **velden | {"uren": velden["uren"] or 0})


def _leeg(request: Verzoek, rij: Casus) -> forms.Form:
    return forms.Form(request.POST if request.method == "POST" else None)


HANDELINGEN: dict[str, Handeling] = {
    "aanbod": Handeling(
        "aanbod_doen",
        "Aanbod vastleggen",
        "Het gezin kreeg onderwijs of zorg aangeboden.",
        "Bewaar het aanbod",
        "Het aanbod is bewaard. Leg het antwoord vast zodra je het weet.",
        _aanbodform,
        _met(aanbod.aanbod_doen),
    ),
    "terugkeer": Handeling(
        "terugkeer_beginnen",
        "Terug naar school opbouwen",
        "Het kind gaat weer enkele uren per week.",
        "Begin met opbouwen",
        "Het kind bouwt op naar school.",
        _gewoon(TerugkeerForm),
        _met(verloop.terugkeer_beginnen),
    ),
    "nazorg": Handeling(
        "nazorg_beginnen",
        "Nazorg",
        "Het kind gaat weer volledig. We volgen nog hoe het gaat.",
        "Begin de nazorg",
        "De nazorg loopt.",
        _nazorgform,
        _met(verloop.nazorg_beginnen),
    ),
    "rondetafel": Handeling(
        "opschalen_rondetafel",
        "Rondetafelgesprek vragen",
        "Het lukt niet met het plan. Iedereen komt aan één tafel.",
        "Verstuur de vraag",
        _verstuurd,
        _opschaalform,
        _opschalen(opschalen.opschalen_rondetafel),
    ),
    "bestuurders": Handeling(
        "opschalen_bestuurlijk",
        "Naar de bestuurders",
        "Er komt geen aanbod. Wie over scholen en zorg beslist, moet dit weten.",
        "Verstuur naar de bestuurders",
        _verstuurd,
        _opschaalform,
        _opschalen(opschalen.opschalen_bestuurlijk),
    ),
    "doorzetten": Handeling(
        "doorzetten",
        "Doorzettingsmacht vastleggen",
        "Er is beslist welke school of zorg het wordt.",
        "Leg de beslissing vast",
        "De beslissing staat erin, ook als aanbod. Leg het antwoord van het gezin vast.",
        _doorzetform,
        _doorzetten,
    ),
    "maatregel": Handeling(
        "maatregel_nemen",
        "Maatregel vastleggen",
        "De leerplichtambtenaar nam een maatregel.",
        "Bewaar de maatregel",
        "De maatregel is bewaard.",
        _gewoon(MaatregelForm),
        _met(leerplicht.maatregel_nemen),
    ),
    "vrijstelling": Handeling(
        "vrijstellen",
        "Vrijstelling vastleggen",
        "Het kind hoeft van de wet niet naar school, of nog een jaar niet.",
        "Bewaar de vrijstelling",
        "De vrijstelling is bewaard.",
        _gewoon(VrijstellingForm),
        _met(leerplicht.vrijstellen),
    ),
    "herbeoordelen": Handeling(
        "herbeoordelen",
        "Vrijstelling opnieuw bekijken",
        "Elk jaar voor 1 juli: kan het kind toch naar school?",
        "Begin met bekijken",
        "Bekijk of de vrijstelling nog nodig is. Leg daarna de nieuwe vrijstelling of het einde vast.",
        _leeg,
        _met(leerplicht.herbeoordelen),
    ),
    "einde-vrijstelling": Handeling(
        "vrijstelling_beeindigen",
        "Einde van de vrijstelling",
        "Het kind moet weer naar school.",
        "Beëindig de vrijstelling",
        "De vrijstelling is voorbij.",
        _gewoon(EindeVrijstellingForm),
        _einde_vrijstelling,
    ),
    "regie": Handeling(
        "regie_geven",
        "Regie aan een collega geven",
        "Iemand anders let vanaf nu op de volgende stap.",
        "Geef de regie",
        _regie_gegeven,
        _regieform,
        _regie_geven,
    ),
    "overdragen": Handeling(
        "overdragen",
        "Casus overdragen",
        "Het kind verhuisde naar een andere regio, of is 18 geworden.",
        "Draag de casus over",
        "De casus is overgedragen.",
        _gewoon(OverdraagForm),
        _met(verloop.overdragen),
    ),
}
GROEPEN = (
    ("Naar school", ("aanbod", "terugkeer", "nazorg")),
    ("Het lukt niet", ("rondetafel", "bestuurders", "doorzetten", "maatregel")),
    ("Van de wet niet naar school", ("vrijstelling", "herbeoordelen", "einde-vrijstelling")),
    ("Iemand anders", ("regie", "overdragen")),
)
