"""With whom a part of a case is shared, for how long and why; sharing, and ending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.formulieren.eenmaal import eenmaal
from kern.formulieren.velden import zonder_nul
from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.termijnen.woorden import datum_voluit
from scholen.models import Gemeente, Toestemming
from thuiszitters.actions import delen as acties
from thuiszitters.forms.delen import DeelForm, WoongemeenteForm
from thuiszitters.models import Casus, Deling

from .casus import een_casus

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_BEGELEIDEN)
@eenmaal
def delen(request: Verzoek, public_id: str) -> HttpResponse:
    """Who looks along with this child, and a form for one more."""
    rij, vandaag = een_casus(request, public_id, P.THUISZITTER_BEGELEIDEN), timezone.localdate()
    mensen = {een.public_id: een for een in acties.kandidaten(rij, vandaag)}
    zichtbaar = Toestemming.objects.visible_to(request.user, P.THUISZITTER_BEGELEIDEN)
    toestemmingen = {een.public_id: een for een in zichtbaar.filter(leerling=rij.leerling, school=None).geldig(vandaag)}
    actie, _, welke = zonder_nul(request.POST.get("actie", "")).partition(":")
    form = DeelForm(
        request.POST if actie == "delen" else None,
        mensen=[(sleutel, f"{een.gebruiker.naam}, {een.plek}") for sleutel, een in mensen.items()],
        toestemmingen=[(sleutel, _zin(een)) for sleutel, een in toestemmingen.items()],
    )
    waar = _waar(request, rij, ingevuld=actie == "woont")
    if actie == "woont" and waar.is_valid():
        gemeente = Gemeente.objects.visible_to(request.user).get(code=waar.cleaned_data["gemeente"])
        acties.woongemeente_zetten(rij, door=request.user, op=timezone.now(), gemeente=gemeente)
        messages.success(request, "Bewaard. Leerplicht van deze gemeente ziet de casus.")
        return redirect("thuiszitters:delen", public_id)
    if request.method == "POST" and actie == "stop":
        deling = get_object_or_404(_delingen(request, rij), public_id=welke)
        acties.delen_stoppen(deling, door=request.user, op=timezone.now())
        messages.success(request, "Gestopt. Deze persoon ziet er nu niets meer van.")
        return redirect("thuiszitters:delen", public_id)
    if form.is_valid() and _gedeeld(request, rij, form, mensen, toestemmingen):
        messages.success(request, "Gedeeld. Deze persoon krijgt een mail dat er iets klaarstaat.")
        return redirect("thuiszitters:delen", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    geldig = {*_delingen(request, rij).geldig(vandaag).values_list("pk", flat=True)}
    kijkers = acties.meekijkers(rij, vandaag) if rij.loopt else []
    context = {
        "casus": rij,
        "form": form,
        "waar": waar,
        "delingen": [(een, een.pk in geldig) for een in _delingen(request, rij)],
        "wet": [een for een in kijkers if een.rol == Rol.LEERPLICHT],
        "organisaties": sorted({een.plek.organisatie for een in mensen.values() if een.plek.organisatie}, key=str),
        "mag_vragen": request.user.heeft(P.TOESTEMMING_VRAGEN),
    }
    return render(request, "thuiszitters/delen.html", context)


def _waar(request: Verzoek, rij: Casus, *, ingevuld: bool) -> WoongemeenteForm:
    begin = {"gemeente": rij.woongemeente.code if rij.woongemeente else ""}
    gemeenten = Gemeente.objects.visible_to(request.user).order_by("naam")
    data = request.POST if ingevuld else None
    return WoongemeenteForm(data, initial=begin, gemeenten=[(een.code, een.naam) for een in gemeenten])


def _delingen(request: Verzoek, rij: Casus) -> Any:
    rijen = Deling.objects.visible_to(request.user, P.THUISZITTER_BEGELEIDEN).filter(casus=rij)
    return rijen.select_related("lid__gebruiker", "lid__plek__organisatie", "lid__plek__gemeente", "toestemming")


def _gedeeld(
    request: Verzoek,
    rij: Casus,
    form: DeelForm,
    mensen: dict[str, Lidmaatschap],
    toestemmingen: dict[str, Toestemming],
) -> bool:
    velden = form.cleaned_data
    try:
        acties.delen(
            rij,
            door=request.user,
            op=timezone.now(),
            lid=mensen[velden["wie"]],
            wat=velden["wat"],
            grond=velden["grond"],
            toestemming=toestemmingen.get(velden["toestemming"]),
            uitleg=velden["uitleg"],
            tot=velden["tot"],
            gesprek_op=velden["gesprek_op"],
        )
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True


def _zin(toestemming: Toestemming) -> str:
    """As it stands in the list to choose from."""
    wat = ", ".join(toestemming.wat_woorden)
    return f"{toestemming.aan_naam}, tot en met {datum_voluit(toestemming.tot)}: {wat}"
