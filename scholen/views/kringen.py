"""Kringen: which there are, one kring with who is in it, its meetings and its documents."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.bestanden.antwoord import NietVrij, als_bijlage
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.actions import kring as acties
from scholen.eigen import eigen_instelling
from scholen.forms.kring import (
    KringbijeenkomstForm,
    KringForm,
    KringlidForm,
    KringstukForm,
    KringverslagForm,
    KringwoordenForm,
)
from scholen.models import Kring, Kringbijeenkomst, Kringlid, Kringstuk, Werkgebied
from scholen.scopes import IN_EEN_KRING

BEHEREN, MEEDOEN = Permissie.KRINGEN_BEHEREN, Permissie.KRING_MEEDOEN
KOMEND, GEWEEST = 25, 50


@require_safe
@beleid(BEHEREN, MEEDOEN)
def kringen(request: Verzoek) -> HttpResponse:
    """The own kringen and their next meetings; for beheer all of them with how many are in them."""
    nu, vandaag = timezone.now(), timezone.localdate()
    rijen = Kring.objects.visible_to(request.user).select_related("werkgebied")
    geldig = Kringlid.objects.visible_to(request.user).geldig(vandaag).values("pk")
    komend = Kringbijeenkomst.objects.visible_to(request.user).filter(einde__gte=nu, afgezegd_op=None)
    komend = komend.filter(kring__gesloten_op=None)
    geteld = rijen.annotate(aantal=Count("leden", filter=Q(leden__in=geldig))).order_by("naam", "pk")
    context = {
        "kringen": geteld.filter(gesloten_op=None),
        "gesloten": geteld.exclude(gesloten_op=None),
        "komend": komend.select_related("kring").order_by("begin")[:KOMEND],
        "mag_beheren": request.user.heeft(BEHEREN),
    }
    return render(request, "scholen/kringen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
@eenmaal
def kring_nieuw(request: Verzoek) -> HttpResponse:
    """Begin a kring."""
    swv = eigen_instelling(request).swv
    gebieden = Werkgebied.objects.visible_to(request.user).filter(swv=swv).order_by("naam")
    form = KringForm(request.POST or None, gebieden=gebieden)
    if nieuw := gelukt(request, form, acties.kring_maken, swv, meld="De kring is er. Zeg nu wie erin zit."):
        return redirect("scholen:kring", nieuw.public_id)
    return render(request, "scholen/kring_formulier.html", {"form": form, "titel": "Nieuwe kring", "knop": "Maak"})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN, MEEDOEN)
@eenmaal
def kring(request: Verzoek, public_id: str) -> HttpResponse:
    """One kring; here beheer takes somebody in, and who is in it shares a document."""
    rij, actie = _kring(request, public_id), request.POST.get("actie")
    if actie == "lid" and request.user.heeft(BEHEREN):
        lidform = _lidform(rij, request.POST)
        if gelukt(request, lidform, acties.kringlid_toevoegen, rij, meld="Toegevoegd."):
            return redirect("scholen:kring", public_id)
        return _toon(request, rij, lidform=lidform, form=lidform)
    if actie == "stuk":
        form = _stukform(request, rij, request.POST, request.FILES)
        if gelukt(request, form, acties.kringstuk_toevoegen, rij, meld="Toegevoegd. De hele kring kan het lezen."):
            return redirect("scholen:kring", public_id)
        return _toon(request, rij, stukform=form, form=form)
    return _toon(request, rij)


@require_POST
@beleid(BEHEREN, MEEDOEN)
def kringlid_einde(request: Verzoek, public_id: str) -> HttpResponse:
    """Somebody is in it no longer; who left oneself has no page to go back to but the list."""
    lid = get_object_or_404(Kringlid.objects.visible_to(request.user).select_related("kring"), public_id=public_id)
    if _doen(request, partial(acties.kringlid_beeindigen, lid), "Uit de kring.") and not request.user.heeft(BEHEREN):
        return redirect("scholen:kringen")
    return redirect("scholen:kring", lid.kring.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def kring_wijzigen(request: Verzoek, public_id: str) -> HttpResponse:
    """Another name, or other words about it."""
    rij = _kring(request, public_id)
    form = KringwoordenForm(request.POST or None, initial={"naam": rij.naam, "doel": rij.doel})
    if gelukt(request, form, acties.kring_wijzigen, rij, meld="Bewaard."):
        return redirect("scholen:kring", public_id)
    context = {"form": form, "kring": rij, "titel": "Kring wijzigen", "knop": "Bewaar"}
    return render(request, "scholen/kring_formulier.html", context)


@require_POST
@beleid(BEHEREN)
def kring_sluiten(request: Verzoek, public_id: str) -> HttpResponse:
    """No more meetings and documents."""
    _doen(request, partial(acties.kring_sluiten, _kring(request, public_id)), "De kring is gesloten.")
    return redirect("scholen:kringen")


@require_safe
@beleid(MEEDOEN)
def kringstuk(request: Verzoek, public_id: str) -> HttpResponseBase:
    """A document, as a download."""
    rijen = Kringstuk.objects.visible_to(request.user, MEEDOEN).select_related("inhoud", "kring")
    rij = get_object_or_404(rijen, public_id=public_id)
    try:
        antwoord = als_bijlage(rij.inhoud, rij.naam)
    except NietVrij:
        messages.error(request, "Dit bestand wordt nog gecontroleerd op virussen. Probeer het straks opnieuw.")
        return redirect("scholen:kring", rij.kring.public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="gedownload")
    return antwoord


@require_POST
@beleid(MEEDOEN)
def kringstuk_weg(request: Verzoek, public_id: str) -> HttpResponse:
    """Take a document away."""
    rijen = Kringstuk.objects.visible_to(request.user, MEEDOEN).select_related("kring")
    rij = get_object_or_404(rijen, public_id=public_id)
    _doen(request, partial(acties.kringstuk_weghalen, rij), "Weggehaald.")
    return redirect("scholen:kring", rij.kring.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(MEEDOEN)
@eenmaal
def kring_plannen(request: Verzoek, public_id: str) -> HttpResponse:
    """Plan a meeting."""
    rij = _kring(request, public_id)
    form = KringbijeenkomstForm(request.POST or None)
    if nieuw := gelukt(request, form, acties.kringbijeenkomst_plannen, rij, meld="Gepland. Iedereen krijgt bericht."):
        return redirect("scholen:kringbijeenkomst", nieuw.public_id)
    context = {"form": form, "kring": rij, "titel": "Bijeenkomst plannen", "knop": "Plan de bijeenkomst"}
    return render(request, "scholen/kring_formulier.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(MEEDOEN)
def kringbijeenkomst(request: Verzoek, public_id: str) -> HttpResponse:
    """One meeting; a trekker writes agenda and report until it is fixed."""
    rijen = Kringbijeenkomst.objects.visible_to(request.user, MEEDOEN).select_related("kring")
    rij = get_object_or_404(rijen, public_id=public_id)
    form = KringverslagForm(request.POST or None, initial=KringverslagForm.begin(rij))
    vaststellen = request.POST.get("actie") == "vaststellen"
    meld = "Het verslag is vastgesteld." if vaststellen else "Bewaard."
    if gelukt(request, form, partial(acties.kringverslag_bewaren, vaststellen=vaststellen), rij, meld=meld):
        return redirect("scholen:kringbijeenkomst", public_id)
    if form.non_field_errors():  # somebody wrote meanwhile: the next time one has read it
        form.data = {**request.POST.dict(), "gezien": acties.verslagafdruk(rij)}
    open_ = not (rij.verslag_vast_op or rij.afgezegd_op or rij.kring.gesloten_op)
    trekt = acties.trekt(rij.kring, request.user, timezone.localdate())
    context = {
        "bijeenkomst": rij,
        "form": form if open_ and trekt else None,
        "trekt": trekt,
        "begonnen": rij.begin <= timezone.now(),
        "stukken": Kringstuk.objects.visible_to(request.user, MEEDOEN)
        .filter(bijeenkomst=rij)
        .select_related("inhoud", "toegevoegd_door")
        .order_by("titel", "pk"),
    }
    return render(request, "scholen/kringbijeenkomst.html", context)


@require_POST
@beleid(MEEDOEN)
def kringverslag_weg(request: Verzoek, public_id: str) -> HttpResponse:
    """Take a fixed report away, to write it anew."""
    rij = get_object_or_404(Kringbijeenkomst.objects.visible_to(request.user, MEEDOEN), public_id=public_id)
    _doen(request, partial(acties.kringverslag_weghalen, rij), "Het verslag is weg.")
    return redirect("scholen:kringbijeenkomst", public_id)


@require_POST
@beleid(MEEDOEN)
def kringbijeenkomst_afzeggen(request: Verzoek, public_id: str) -> HttpResponse:
    """It does not take place."""
    rij = get_object_or_404(Kringbijeenkomst.objects.visible_to(request.user, MEEDOEN), public_id=public_id)
    _doen(request, partial(acties.kringbijeenkomst_afzeggen, rij), "Afgezegd.")
    return redirect("scholen:kringbijeenkomst", public_id)


def _kring(request: Verzoek, public_id: str) -> Kring:
    rijen = Kring.objects.visible_to(request.user).select_related("werkgebied", "swv")
    return get_object_or_404(rijen, public_id=public_id)


def _lidform(rij: Kring, data: Any = None) -> KringlidForm:
    plek = ("plek__school", "plek__bestuur", "plek__werkgebied", "plek__gemeente", "plek__organisatie")
    leden = acties.kan_erbij(rij, timezone.localdate()).select_related("gebruiker", *plek)
    return KringlidForm(data, leden=leden.order_by("gebruiker__naam", "pk"), auto_id="lid_%s")


def _stukform(request: Verzoek, rij: Kring, *data: Any) -> KringstukForm:
    alle = Kringbijeenkomst.objects.visible_to(request.user, MEEDOEN).filter(kring=rij, afgezegd_op=None)
    keuzes = [(een.public_id, f"{timezone.localtime(een.begin):%d-%m-%Y}") for een in alle.order_by("-begin")[:GEWEEST]]
    return KringstukForm(*data, bijeenkomsten=keuzes, auto_id="stuk_%s")


def _toon(request: Verzoek, rij: Kring, **gevuld: Any) -> HttpResponse:
    wie, nu, vandaag = request.user, timezone.now(), timezone.localdate()
    leden = Kringlid.objects.visible_to(wie).geldig(vandaag).filter(kring=rij)
    mijn = leden.filter(lidmaatschap__gebruiker=wie, lidmaatschap__rol__in=IN_EEN_KRING).first()
    bijeen = Kringbijeenkomst.objects.visible_to(wie).filter(kring=rij)
    context: dict[str, Any] = {
        "kring": rij,
        "leden": leden.select_related(
            "lidmaatschap__gebruiker", "lidmaatschap__plek__school", "lidmaatschap__plek__bestuur"
        ).order_by("lidmaatschap__gebruiker__naam", "pk"),
        "mijn": mijn,
        "mag_beheren": wie.heeft(BEHEREN),
        "zonder_trekker": not leden.filter(trekker=True).exists(),
        "trekt": bool(mijn) and not rij.gesloten_op and acties.trekt(rij, wie, vandaag),
        "komend": bijeen.filter(einde__gte=nu).order_by("begin")[:KOMEND],
        "geweest": bijeen.filter(einde__lt=nu).order_by("-begin")[:GEWEEST],
        "stukken": Kringstuk.objects.visible_to(wie)
        .filter(kring=rij)
        .select_related("bijeenkomst", "inhoud", "toegevoegd_door")
        .order_by("-toegevoegd_op", "pk"),
    }
    if not rij.gesloten_op:
        context["stukform"] = _stukform(request, rij) if mijn else None
        context["lidform"] = _lidform(rij) if context["mag_beheren"] else None
    context |= gevuld
    return render(request, "scholen/kring.html", context)


def _doen(request: Verzoek, actie: Any, meld: str) -> bool:
    try:
        actie(door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return False
    messages.success(request, meld)
    return True
