"""Going to a next school or to work: the lists of a school per kind, putting children on one, and one child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.termijnen.schooljaar import notatie, schooljaar
from loket.actions import schoolovergang as acties
from loket.actions.berichten import mensen_van
from loket.forms.schoolovergang import AfrondForm, EigenaarForm, OvergangForm
from loket.models import Overgangsstap, Schoolovergang
from loket.rules.schoolovergang import soorten
from scholen.models import Inschrijving, Leerling, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

BIJHOUDEN = Permissie.OVERGANG_BIJHOUDEN
Soort = Schoolovergang.Soort
PER_BLADZIJDE = 50


@dataclass(frozen=True)
class Regel:
    """One child in the list. volgende: the first step that is not done."""

    overgang: Schoolovergang
    gedaan: int
    alle: int
    volgende: Overgangsstap | None


@require_safe
@beleid(BIJHOUDEN)
def schoolovergangen(request: Verzoek) -> HttpResponse:
    """Who is on a list of this school year or is not finished, by kind; what is due first on top, finished last."""
    vandaag = timezone.localdate()
    rijen = _rijen(request).filter(Q(schooljaar=schooljaar(vandaag)) | Q(klaar_op=None))
    aantallen = dict(rijen.order_by().values_list("soort").annotate(aantal=Count("pk")))
    soort = request.GET.get("soort", "")
    soort = soort if soort in Soort.values else next(iter(sorted(aantallen)), "")
    lijst = sorted(map(_regel, rijen.filter(soort=soort)), key=_volgorde)
    context = {
        "tabs": [
            (Soort(een).label, f"?soort={een}", aantallen[een], een == soort)
            for een in Soort.values
            if een in aantallen
        ],
        "bladzijde": Paginator(lijst, PER_BLADZIJDE).get_page(request.GET.get("pagina")),
        "jaar": notatie(schooljaar(vandaag)),
        "schooljaar": schooljaar(vandaag),
        "vandaag": vandaag,
    }
    return render(request, "loket/schoolovergangen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BIJHOUDEN)
@eenmaal
def schoolovergang_nieuw(request: Verzoek) -> HttpResponse:
    """Put children on a list; who works at more schools chooses one first."""
    eigen = scholen_van(request.user, *SCHOOL_SCHRIJFT).values("pk")
    scholen = list(School.objects.visible_to(request.user).filter(pk__in=eigen).order_by("naam", "pk"))
    if not scholen:
        raise Http404
    school = next((een for een in scholen if een.brin6 == request.GET.get("school")), scholen[0])
    vandaag = timezone.localdate()
    te_kiezen = soorten(school.soort, acties.regels_van(acties.instelling_voor(school, vandaag)))
    form = OvergangForm(
        request.POST or None,
        soorten=[(een, Soort(een).label) for een in te_kiezen],
        leerlingen=_leerlingen(request, school, vandaag),
        mensen=_mensen(school, vandaag),
        initial={"soort": te_kiezen[0] if te_kiezen else "", "eigenaar": request.user.public_id},
    )
    nieuw = gelukt(request, form, acties.overgangen_beginnen, school)
    if nieuw is not None:
        meld = "1 leerling staat op de lijst." if len(nieuw) == 1 else f"{len(nieuw)} leerlingen staan op de lijst."
        messages.success(request, meld if nieuw else "Deze leerlingen stonden al op de lijst.")
        return redirect("loket:schoolovergangen")
    context = {"form": form if te_kiezen else None, "school": school, "scholen": scholen}
    return render(request, "loket/schoolovergang_nieuw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BIJHOUDEN)
def schoolovergang(request: Verzoek, public_id: str) -> HttpResponse:
    """One child: its steps, who sees to them, and where it goes."""
    rij = get_object_or_404(_rijen(request), public_id=public_id)
    actie, vandaag = request.POST.get("actie"), timezone.localdate()
    afronden = AfrondForm(request.POST if actie == "afronden" else None)
    overnemen = EigenaarForm(
        request.POST if actie == "overnemen" else None,
        mensen=_mensen(rij.school, vandaag),
        initial={"eigenaar": rij.eigenaar.public_id},
    )
    if actie == "weg" and _weg(request, rij):
        return redirect("loket:schoolovergangen")
    if (
        (actie == "heropenen" and _heropend(request, rij))
        or (actie == "stap" and _stap(request, rij))
        or gelukt(request, overnemen, acties.overgang_overnemen, rij, meld="Bewaard.")
        or gelukt(request, afronden, acties.overgang_afronden, rij, meld="De overgang is afgerond.")
    ):
        return redirect("loket:schoolovergang", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="overgang_gezien")
    context = {
        "overgang": rij,
        "stappen": rij.stappen.all(),
        "overnemen": overnemen,
        "afronden": afronden,
        "form": afronden if afronden.errors else overnemen,
        "kan_afronden": not any(een.gedaan_op is None for een in rij.stappen.all()),
        "vandaag": vandaag,
    }
    return render(request, "loket/schoolovergang.html", context)


def _stap(request: Verzoek, rij: Schoolovergang) -> bool:
    """Whether a step was set. A number that is none is nobody's button."""
    nummer = request.POST.get("stap", "")
    volgorde = int(nummer) if nummer.isascii() and nummer.isdigit() and len(nummer) < 4 else 0
    gedaan = request.POST.get("gedaan", "ja") == "ja"
    try:
        acties.overgangsstap_zetten(rij, door=request.user, op=timezone.now(), volgorde=volgorde, gedaan=gedaan)
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return False
    return True


def _heropend(request: Verzoek, rij: Schoolovergang) -> bool:
    try:
        acties.overgang_heropenen(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return False
    messages.success(request, "De overgang is weer open.")
    return True


def _weg(request: Verzoek, rij: Schoolovergang) -> bool:
    try:
        acties.overgang_weghalen(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return False
    messages.success(request, f"{rij.leerling.naam} staat niet meer op de lijst.")
    return True


def _rijen(request: Verzoek) -> QuerySet[Schoolovergang]:
    stappen = Overgangsstap.objects.visible_to(request.user, BIJHOUDEN).select_related("gedaan_door")
    rijen = Schoolovergang.objects.visible_to(request.user, BIJHOUDEN).select_related("leerling", "school", "eigenaar")
    return rijen.prefetch_related(Prefetch("stappen", stappen.order_by("volgorde")))


def _regel(rij: Schoolovergang) -> Regel:
    stappen = list(rij.stappen.all())
    open_ = [een for een in stappen if een.gedaan_op is None]
    return Regel(rij, len(stappen) - len(open_), len(stappen), open_[0] if open_ and not rij.klaar_op else None)


def _volgorde(regel: Regel) -> tuple[bool, date, str]:
    dag = regel.volgende.uiterlijk if regel.volgende else date.max
    return regel.overgang.klaar_op is not None, dag, regel.overgang.leerling.achternaam


def _leerlingen(request: Verzoek, school: School, vandaag: date) -> list[tuple[str, str]]:
    """Who is enrolled at or applied to this school, with the group; the highest group first."""
    hier = Inschrijving.objects.visible_to(request.user, BIJHOUDEN).geldig(vandaag).filter(school=school)
    groepen = dict(hier.values_list("leerling", "groep"))
    kinderen = acties.kinderen_op(school, request.user, vandaag).order_by("achternaam", "roepnaam", "pk")
    rijen = sorted(kinderen, key=lambda kind: _hoog(groepen.get(kind.pk, "")), reverse=True)
    return [(kind.public_id, _woorden(kind, groepen.get(kind.pk), school)) for kind in rijen]


def _hoog(groep: str) -> int:
    return int(groep) if groep.isascii() and groep.isdigit() else 0


def _woorden(kind: Leerling, groep: str | None, school: School) -> str:
    if groep is None:
        return f"{kind.naam}, aangemeld"
    return f"{kind.naam}, {school.jaarwoord} {groep}" if groep else kind.naam


def _mensen(school: School, vandaag: date) -> list[tuple[str, str]]:
    return [(wie.public_id, wie.naam) for wie in sorted(mensen_van(school, vandaag), key=lambda wie: wie.naam)]
