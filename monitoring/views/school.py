"""How does my school compare? What one school was granted over the years, beside the average of the SWV (M12, M11)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.schooljaar import schooljaar
from monitoring.grafieken import Grafiek, lijn
from monitoring.kengetallen import deelname as tel
from monitoring.kengetallen import tlv as cijfers
from monitoring.kengetallen.naast import tijdtabel
from monitoring.kengetallen.sommen import Sommen
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.periode import van_schooljaar
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel
from monitoring.rules.weergave import in_woorden as als_tekst
from scholen.models import LeerlingAantal, Samenwerkingsverband, School, SchoolDeelname

from .beelden import Beeld, beeld
from .keuze import Keuze, gekozen, sommen_van

JAREN = 5
DEZE, GEMIDDELD = "Deze school", "Gemiddeld"


def verwijzing_van(
    school: School,
    swv: Samenwerkingsverband,
    sommen: Sommen,
    aantallen: QuerySet[LeerlingAantal],
    jaren: list[int],
) -> Tabel:
    """M12 of this school per school year, beside all schools together. sommen: of all schools."""
    dagen, rijen = tel.teldata(aantallen, swv), []
    for jaar in jaren:
        eerste = date(jaar, 10, 1)
        teldag = max((dag for dag in dagen if dag <= eerste), default=eerste)
        alle = sommen.verwijzingen(aantallen, swv, van_schooljaar(jaar), teldag)
        eigen = next((een for een in alle if een.brin6 == school.brin6), None)
        samen = cijfers.samen(alle)
        cellen: tuple[Cel, ...] = (
            eigen.aandeel.cel if eigen and eigen.aandeel else None,
            samen.cel if samen else None,
            eigen.toegekend if eigen else 0,
            eigen.leerlingen.woorden if eigen and eigen.leerlingen else None,
        )
        rijen.append(Rij(f"{jaar}-{jaar + 1}", cellen, van_schooljaar(jaar).code))
    kolommen = (
        Kolom(DEZE, Maat.PROCENT, uit=("Toegekend", "Leerlingen")),
        Kolom(GEMIDDELD, Maat.PROCENT),
        Kolom("Toegekend", Maat.LEERLINGEN),
        Kolom("Leerlingen", Maat.LEERLINGEN),
    )
    return Tabel("school-verwijzing", "Verwijzingspercentage", "Schooljaar", kolommen, tuple(rijen), ("M12",))


def _lijn(tabel: Tabel) -> Grafiek:
    rijen = tuple(Rij(f"{rij.naam[2:5]}{rij.naam[7:]}", rij.cellen[:2], rij.sleutel) for rij in tabel.rijen)  # 26-27
    return lijn(Tabel(tabel.code, tabel.titel, tabel.kop, tabel.kolommen[:2], rijen, tabel.definities), vanaf_nul=True)


def _kaarten(keuze: Keuze, brin6: str, tabel: Tabel, tijd: Tabel) -> list[Beeld]:
    """Both tables, each number with the way down."""
    rijen, periode = reverse("monitoring:ondersteuning_rijen", args=["toegekend"]), keuze.periode
    omlaag = {(een.sleutel, "Toegekend"): f"{rijen}?periode={een.sleutel}&school={brin6}" for een in tabel.rijen}
    besloten = f"{reverse('monitoring:op_tijd_rijen', args=['besloten'])}?periode={periode.code}"
    besloten_ = {("eigen", "Besloten"): f"{besloten}&school={brin6}", ("alle", "Besloten"): besloten}
    return [
        beeld(tabel, _lijn, regel="Toegekend, gedeeld door de leerlingen.", adressen=omlaag),
        beeld(tijd, None, regel=f"In {periode.naam}.", open=True, adressen=besloten_),
    ]


@require_safe
@beleid(Permissie.MONITORING_LEZEN)
def school(request: Verzoek, brin6: str) -> HttpResponse:
    """One school of an own SWV, by name."""
    rij: School = get_object_or_404(School.objects.visible_to(request.user).select_related("bestuur"), brin6=brin6)
    deelname = (
        SchoolDeelname.objects.visible_to(request.user)
        .filter(school=rij, swv__eigen=True)
        .select_related("swv")
        .order_by("tot", "-van")
        .first()
    )
    if deelname is None:
        raise Http404
    keuze = gekozen(request, alleen=())  # the school is in the address
    sommen = sommen_van(request, keuze).van(deelname.swv)
    aantallen = LeerlingAantal.objects.visible_to(request.user)
    laatste = schooljaar(keuze.periode.van)
    jaren = [laatste - terug for terug in range(JAREN - 1, -1, -1)]
    tabel = verwijzing_van(rij, deelname.swv, sommen, aantallen, jaren)
    nu = tabel.rijen[-1]
    van_school = Sommen(sommen.rijen.filter(school=rij))
    tijd = tijdtabel(DEZE, van_school, sommen, keuze.periode, code="school-tijd")
    context = {
        "keuze": keuze,
        "school": rij,
        "jaar": nu.naam,
        "percentage": als_tekst(nu.cellen[0], Maat.PROCENT),
        "gemiddeld": als_tekst(nu.cellen[1], Maat.PROCENT),
        "toegekend": als_tekst(nu.cellen[2], Maat.LEERLINGEN),
        "leerlingen": als_tekst(nu.cellen[3], Maat.LEERLINGEN),
        "beelden": _kaarten(keuze, brin6, tabel, tijd),
        "definities": [DEFINITIES[code] for code in ("M12", "M10", "M11")],
    }
    return render(request, "monitoring/school.html", context)
