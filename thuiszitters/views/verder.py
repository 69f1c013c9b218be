"""How a case goes on: what can be done now, each on a page of its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from thuiszitters.actions.aanbod import aanbod_accepteren, aanbod_intrekken, aanbod_weigeren
from thuiszitters.actions.opschalen import opschaling_afronden
from thuiszitters.actions.overgang import GESLOTEN, Intussen
from thuiszitters.actions.verloop import naar_stap as doe_naar_stap
from thuiszitters.actions.verzuim import verzuim_nu, verzuim_verbeteren
from thuiszitters.forms.aanbod import AntwoordForm
from thuiszitters.forms.opschalen import UitkomstForm
from thuiszitters.forms.verder import NaarStapForm, VerbeterForm
from thuiszitters.models import Antwoord, Onderwijsaanbod, Opschaling, Protocolstap, Verzuim
from thuiszitters.models.stap import gezet

from .casus import een_casus
from .handelingen import GROEPEN, HANDELINGEN

P = Permissie


@require_safe
@beleid(P.THUISZITTER_BEGELEIDEN)
def verder(request: Verzoek, public_id: str) -> HttpResponse:
    """What can be done now, in words; what cannot yet is below, with the reason."""
    rij = een_casus(request, public_id, P.THUISZITTER_BEGELEIDEN)
    kan, kan_niet = [], []
    for titel, namen in GROEPEN:
        mogelijk = []
        for naam in namen:
            handeling = HANDELINGEN[naam]
            if waarom := handeling.waarom_niet(request, rij):
                kan_niet.append((handeling.titel, waarom))
            else:
                mogelijk.append((naam, handeling))
        if mogelijk:
            kan.append((titel, mogelijk))
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    context = {"casus": rij, "groepen": kan, "kan_niet": kan_niet, "mag_sluiten": rij.loopt}
    return render(request, "thuiszitters/verder.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_BEGELEIDEN, P.THUISZITTER_MAATREGEL)
@eenmaal
def handeling(request: Verzoek, public_id: str, wat: str) -> HttpResponse:
    """Do one of these. Leerplicht comes here for its own two."""
    if wat not in HANDELINGEN:
        raise Http404
    deze = HANDELINGEN[wat]
    rij = een_casus(request, public_id, deze.permissie)
    terug = "thuiszitters:casus" if request.user.heeft(P.THUISZITTER_LEZEN) else "thuiszitters:samen"
    if waarom := deze.waarom_niet(request, rij):
        messages.error(request, waarom)
        return redirect(terug, public_id)
    form = deze.form(request, rij)
    if request.method == "POST" and form.is_valid():
        try:
            deze.doe(request, rij, {**form.cleaned_data})
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, deze.gezegd(request, {**form.cleaned_data}))
            return redirect(terug, public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    context = {"casus": rij, "form": form, "titel": deze.titel, "uitleg": deze.uitleg, "knoptekst": deze.knop}
    return render(request, "thuiszitters/handeling.html", context | {"terugnaam": terug})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_BEGELEIDEN)
def antwoord(request: Verzoek, public_id: str, aanbod_id: str) -> HttpResponse:
    """What the family said to an offer."""
    rij = een_casus(request, public_id, P.THUISZITTER_BEGELEIDEN)
    rijen = Onderwijsaanbod.objects.visible_to(request.user).filter(casus=rij)
    aanbod = get_object_or_404(rijen, public_id=aanbod_id)
    vandaag = timezone.localdate()
    begin = {"dag": vandaag}
    form = AntwoordForm(request.POST or None, gedaan_op=aanbod.gedaan_op, vandaag=vandaag, initial=begin)
    if request.method == "POST" and form.is_valid():
        velden = {**form.cleaned_data}
        gekozen = velden.pop("antwoord")
        if gekozen == Antwoord.INGETROKKEN:
            velden.pop("antwoord_van")
        doen = {
            Antwoord.GEACCEPTEERD: aanbod_accepteren,
            Antwoord.GEWEIGERD: aanbod_weigeren,
            Antwoord.INGETROKKEN: aanbod_intrekken,
        }[gekozen]
        try:
            doen(rij, door=request.user, op=timezone.now(), aanbod=aanbod, **velden)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Het antwoord is bewaard.")
            return redirect("thuiszitters:casus", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    context = {
        "casus": rij,
        "form": form,
        "titel": "Antwoord op het aanbod",
        "uitleg": f"{aanbod.wat}. Van: {aanbod.bij}.",
    }
    return render(request, "thuiszitters/handeling.html", context | {"knoptekst": "Bewaar het antwoord"})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_BEGELEIDEN)
def uitkomst(request: Verzoek, public_id: str, opschaling_id: str) -> HttpResponse:
    """What came of a table that was asked for."""
    rij = een_casus(request, public_id, P.THUISZITTER_BEGELEIDEN)
    rijen = Opschaling.objects.visible_to(request.user).filter(casus=rij)
    opschaling = get_object_or_404(rijen, public_id=opschaling_id)
    vandaag = timezone.localdate()
    begin = {"dag": min(opschaling.gesprek_op or vandaag, vandaag)}
    form = UitkomstForm(request.POST or None, vandaag=vandaag, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            opschaling_afronden(opschaling, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "De uitkomst is bewaard.")
            return redirect("thuiszitters:casus", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    context = {"casus": rij, "form": form, "titel": "Uitkomst van het gesprek", "uitleg": opschaling.waarom}
    return render(request, "thuiszitters/handeling.html", context | {"knoptekst": "Bewaar de uitkomst"})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_BEGELEIDEN)
def naar_stap(request: Verzoek, public_id: str) -> HttpResponse:
    """Go on at a later step of the protocol."""
    rij, vandaag = een_casus(request, public_id, P.THUISZITTER_BEGELEIDEN), timezone.localdate()
    gedaan = gezet(rij)
    open_: list[Protocolstap] = [een for een in rij.protocol.stappen.all() if een.sleutel not in gedaan]
    if len(open_) < 2 or not rij.loopt:
        messages.error(request, "Er is geen latere stap." if rij.loopt else GESLOTEN)
        return redirect("thuiszitters:casus", public_id)
    nu, *later = open_
    keuzes = [(een.volgorde, een.naam) for een in later]
    form = NaarStapForm(request.POST or None, nu=nu.naam, stappen=keuzes, vandaag=vandaag, initial={"dag": vandaag})
    if request.method == "POST" and form.is_valid():
        velden = {**form.cleaned_data}
        nummer = velden.pop("stap")
        doel = next(een for een in later if str(een.volgorde) == nummer)
        try:
            doe_naar_stap(rij, doel, door=request.user, op=timezone.now(), **velden)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, f"De casus is nu bij ‘{doel.naam}’.")
            return redirect("thuiszitters:casus", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    uitleg = f"‘{nu.naam}’ is dan klaar. Wat ertussen zit, sla je over."
    context = {"casus": rij, "form": form, "titel": "Naar een latere stap", "uitleg": uitleg}
    return render(request, "thuiszitters/handeling.html", context | {"knoptekst": "Ga naar deze stap"})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_BEGELEIDEN)
def verbeteren(request: Verzoek, public_id: str, verzuim_id: str) -> HttpResponse:
    """Put right one stretch of absence, also when the case is closed."""
    rij, vandaag = een_casus(request, public_id, P.THUISZITTER_BEGELEIDEN), timezone.localdate()
    verzuim = get_object_or_404(Verzuim.objects.visible_to(request.user).filter(casus=rij), public_id=verzuim_id)
    begin = {naam: getattr(verzuim, naam) for naam in ("soort", "van", "tot", "uren")} | {"toen": verzuim_nu(verzuim)}
    lopend = rij.loopt and verzuim.tot is None
    form = VerbeterForm(request.POST or None, lopend=lopend, vandaag=vandaag, initial=begin)
    if request.method == "POST" and form.is_valid():
        velden = {**form.cleaned_data, "toen": form.geopend}
        try:
            verzuim_verbeteren(verzuim, door=request.user, op=timezone.now(), **velden)
        except Intussen as reden:
            form.intussen(str(reden), begin, verzuim_nu(verzuim))
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Het verzuim is verbeterd.")
            return redirect("thuiszitters:casus", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    uitleg = "Klopt dit niet? Verbeter het hier. Verandert er iets vanaf een dag, gebruik dan ‘Verzuim wijzigen’."
    context = {"casus": rij, "form": form, "titel": "Verzuim verbeteren", "uitleg": uitleg}
    return render(request, "thuiszitters/handeling.html", context | {"knoptekst": "Verbeter het verzuim"})
