"""One page per step of a bezwaar: what it asks, what it does, and why it cannot be done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.bestanden.actions import ontvangen
from kern.bestanden.controle import BestandFout
from kern.bestanden.namen import nette_naam
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.bezwaar import beslissen, commissie, overgang, termijn, toetsen
from loket.forms import bezwaar as f

from .bezwaarzaak import haal_bezwaar, kop

P = Permissie


@dataclass(frozen=True)
class Stapsoort:
    """The page of one step: the action behind it, its words, and the form it asks. The last words say it was done."""

    actie: Callable[..., Any]
    titel: str
    uitleg: str
    gelukt: str
    form: type[f.StapForm] = f.StapForm

    @property
    def regel(self) -> str:
        return self.actie.__name__


STAPPEN: dict[str, Stapsoort] = {
    "nemen": Stapsoort(toetsen.bezwaar_nemen, "In behandeling nemen", "", "Jij behandelt dit bezwaar nu."),
    "toewijzen": Stapsoort(
        toetsen.bezwaar_toewijzen,
        "Behandelaar kiezen",
        "Wie aan het besluit meewerkte, kan het bezwaar niet behandelen.",
        "De behandelaar is gekozen.",
        f.BezwaarToewijzenForm,
    ),
    "toetsen": Stapsoort(
        toetsen.bezwaar_toetsen,
        "Ontvankelijkheid toetsen",
        "Kijk of het bezwaar op tijd is, van een belanghebbende komt, en zegt waarom.",
        "Je oordeel is vastgelegd.",
        f.ToetsForm,
    ),
    "herstel": Stapsoort(
        toetsen.herstel_vragen,
        "Om de redenen vragen",
        "De termijn staat stil vanaf morgen, tot de redenen er zijn of de tijd voorbij is. Stuur een brief.",
        "De vraag is vastgelegd. De termijn staat stil vanaf morgen.",
        f.HerstelForm,
    ),
    "hersteld": Stapsoort(
        toetsen.redenen_ontvangen,
        "Redenen vastleggen",
        "De termijn loopt verder vanaf vandaag.",
        "De redenen zijn vastgelegd.",
        f.HersteldForm,
    ),
    "herstel-voorbij": Stapsoort(
        toetsen.herstel_verlopen,
        "Verder zonder redenen",
        "De tijd is voorbij en er kwam niets. Je kunt het bezwaar nu toetsen.",
        "Je gaat verder zonder de redenen.",
        f.MetBezwaar,
    ),
    "commissie": Stapsoort(
        commissie.naar_commissie,
        "Naar de commissie",
        "Vertel de indiener dat een commissie adviseert. Vanaf dan hebben wij twaalf weken.",
        "De commissie is gevraagd.",
        f.CommissieForm,
    ),
    "tegemoetkomen": Stapsoort(
        beslissen.tegemoetkomen,
        "Helemaal tegemoetkomen",
        "Geven wij de indiener helemaal zijn zin, dan is advies van de commissie niet nodig.",
        "Je kunt de beslissing nu schrijven.",
        f.TegemoetForm,
    ),
    "hoorzitting": Stapsoort(
        commissie.hoorzitting_plannen,
        "Hoorzitting plannen",
        "Kies een dag over minstens tien dagen. De stukken liggen een week ervoor klaar. Nodig iedereen uit.",
        "De hoorzitting is gepland.",
        f.ZittingForm,
    ),
    "geen-hoorzitting": Stapsoort(
        commissie.van_horen_afzien,
        "Geen hoorzitting",
        "Dat kan alleen om een van deze redenen uit de wet.",
        "Vastgelegd: er is geen hoorzitting.",
        f.AfzienForm,
    ),
    "verslag": Stapsoort(
        commissie.verslag_vastleggen,
        "Verslag van de hoorzitting",
        "Het verslag gaat mee met de beslissing.",
        "Het verslag is vastgelegd.",
        f.VerslagForm,
    ),
    "advies": Stapsoort(
        commissie.advies_vastleggen,
        "Advies van de commissie",
        "Het advies kan daarna niet meer worden gewijzigd.",
        "Het advies is vastgelegd.",
        f.AdviesForm,
    ),
    "voorbereiden": Stapsoort(
        beslissen.beslissing_voorbereiden, "Beslissing voorbereiden", "", "Je kunt het concept nu schrijven."
    ),
    "verdagen": Stapsoort(
        termijn.verdagen,
        "Verdagen",
        "Eén keer, met zes weken. Vertel het alle betrokkenen schriftelijk, voordat de termijn voorbij is.",
        "De beslissing is zes weken verdaagd.",
        f.WaaromForm,
    ),
    "uitstel": Stapsoort(
        termijn.uitstel_afspreken,
        "Uitstel afspreken",
        "Dit kan alleen als elke indiener instemt.",
        "Het uitstel is vastgelegd.",
        f.UitstelForm,
    ),
    "intrekken": Stapsoort(
        toetsen.bezwaar_intrekken,
        "Intrekking vastleggen",
        "De indiener liet weten dat het bezwaar niet meer hoeft.",
        "Het bezwaar is ingetrokken.",
        f.IntrekkenForm,
    ),
    "ingebrekestelling": Stapsoort(
        termijn.ingebrekestelling_vastleggen,
        "Ingebrekestelling vastleggen",
        "De indiener schrijft dat wij te laat zijn. Wij hebben dan nog twee weken; daarna kost elke dag geld.",
        "De ingebrekestelling is vastgelegd.",
        f.IngebrekeForm,
    ),
    "voorziening": Stapsoort(
        termijn.voorlopige_voorziening_vastleggen,
        "Voorlopige voorziening vastleggen",
        "Iemand vroeg de rechter om een beslissing voor de tussentijd. Het bezwaar gaat gewoon door.",
        "Vastgelegd.",
        f.RechterForm,
    ),
    "beroep": Stapsoort(
        termijn.beroep_vastleggen,
        "Beroep vastleggen",
        "Iemand ging naar de rechtbank.",
        "Het beroep is vastgelegd.",
        f.RechterForm,
    ),
    "uitspraak": Stapsoort(
        termijn.uitspraak_vastleggen,
        "Uitspraak vastleggen",
        "Schrijf kort op wat de rechter besliste en wat wij nu moeten doen.",
        "De uitspraak is vastgelegd.",
        f.RechterForm,
    ),
    "hoger-beroep": Stapsoort(
        termijn.hoger_beroep_vastleggen,
        "Hoger beroep vastleggen",
        "Iemand ging naar de Raad van State.",
        "Het hoger beroep is vastgelegd.",
        f.RechterForm,
    ),
    "sluiten": Stapsoort(termijn.bezwaar_sluiten, "Sluiten", "Niemand gaat verder.", "De zaak is gesloten."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BEZWAAR_BEHANDELEN, P.BEZWAAR_ADVISEREN, P.BEZWAAR_BESLISSEN)
def bezwaarstap(request: Verzoek, public_id: str, slug: str) -> HttpResponse:
    """The page of one step: its form, or the reason why it cannot be done now."""
    soort = STAPPEN.get(slug)
    if soort is None:
        raise Http404
    zaak = haal_bezwaar(request, public_id, overgang.regels[soort.regel].permissie)
    nu = timezone.now()
    form = soort.form(request.POST or None, request.FILES or None, zaak=zaak, vandaag=timezone.localdate(nu))
    if request.method == "POST":
        form = soort.form(request.POST, request.FILES, zaak=zaak, vandaag=timezone.localdate(nu))
        if form.is_valid() and doen(form, lambda velden: soort.actie(zaak, door=request.user, op=nu, **velden)):
            messages.success(request, soort.gelukt)
            return redirect("loket:bezwaar", public_id)
    context = kop(zaak, request.user, nu) | {"form": form, "soort": soort}
    context["waarom_niet"] = overgang.regels[soort.regel].waarom_niet(zaak, request.user, nu)
    return render(request, "loket/bezwaar/stap.html", context)


def doen(form: Any, actie: Callable[[dict[str, Any]], Any]) -> bool:
    """Act on a valid form; a refusal, or a file that cannot come in, becomes an error of the form."""
    velden = form.velden() if hasattr(form, "velden") else dict(form.cleaned_data)
    try:
        if "bestanden" in velden:
            velden["bestanden"] = [_inhoud(bestand) for bestand in velden["bestanden"]]
        actie(velden)
    except BestandFout as reden:
        form.add_error("bestanden", str(reden))
        return False
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True


def _inhoud(bestand: Any) -> tuple[Any, str]:
    inhoud = ontvangen(bestand, op=timezone.now())
    return inhoud, nette_naam(bestand.name, inhoud.soort)
