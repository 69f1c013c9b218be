"""Children who do not go to school, counted by thuiszitters itself for the end of the period (M17)."""

from __future__ import annotations

from monitoring.kengetallen.thuis import Thuis, gemeentetabel, geteld, per_duizend, redenen
from monitoring.models import Rapport
from monitoring.rules.samenhang import op_dag
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from scholen.models import Instelling, LeerlingAantal
from thuiszitters.rules import opgave
from thuiszitters.rules.cijfers import TELT, Cijfers

from . import bereik

M17 = ("M17",)


def cijfers(rapport: Rapport) -> Cijfers:
    """On the last day of the period, with what came and went since the day before the first."""
    nu = _geteld_in(rapport)
    return Cijfers(nu.alle, nu.klassen, nu.dag, {})


def _geteld_in(rapport: Rapport) -> Thuis:
    """The same with all absence of who was counted."""
    dag = rapport.tijd.tot
    return geteld(bereik.casussen(rapport), Instelling.objects.geldig(rapport.swv, dag), rapport.tijd, dag)


def kern(rapport: Rapport) -> list[Tabel]:
    """What M17 says of all who are at home on the last day: shares and means, and the reasons that are written down."""
    nu = _geteld_in(rapport)
    duizend = per_duizend(len(nu.nu), nu.dag, LeerlingAantal.objects.all(), [rapport.swv])
    rijen = (
        Rij(
            "Per 1.000 leerlingen",
            (duizend,),
            "duizend",
        ),
        Rij("Gemiddeld aantal weken thuis", (nu.weken,), "weken"),
        Rij("Aanbod binnen drie maanden (%)", (nu.aanbod.procent,), "aanbod"),
    )
    kop = Kolom("Op de laatste dag", Maat.GEMIDDELD)
    return [
        Tabel("kinderen-thuis", "Kinderen thuis", "Cijfer", (kop,), rijen, M17),
        redenen(bereik.casussen(rapport), nu),
    ]


def verloop(rapport: Rapport) -> Tabel:
    """Was, came, went, is: by the law, and of all who are followed."""
    koppen = ("Was", "Erbij", "Eraf", "Nu")
    return Tabel(
        code="thuis-verloop",
        titel="Thuiszitters: erbij en eraf",
        kop="Wie telt",
        kolommen=tuple(Kolom(kop, Maat.LEERLINGEN) for kop in koppen),
        rijen=tuple(
            Rij(naam, (een.was, een.erbij, een.eraf, een.nu), code)
            for code, (naam, een) in zip(("officieel", "wijd"), cijfers(rapport).verloop, strict=True)
        ),
        definities=M17,
    )


def per_gemeente(rapport: Rapport) -> Tabel:
    """Who is at home on the last day, by where they live: all who are followed, and of those who count by the law."""
    return gemeentetabel(_geteld_in(rapport).alle, rapport.tijd.tot)


def _geteld(rapport: Rapport) -> str:
    """The same number in each table of who is at home that day."""
    return op_dag("thuis", rapport.tijd.tot)


def per_duur(rapport: Rapport) -> list[Tabel]:
    """All who are followed: kind, offer, gemeente and kind of school, each by how long."""
    return [_tabel(rapport, een) for een in cijfers(rapport).tabellen("wijd")]


def _tabel(rapport: Rapport, een: opgave.Tabel) -> Tabel:
    rijen = tuple(
        Rij(f"{naam[0].upper()}{naam[1:]}", (*(cel for _, cel in cellen), som), naam)
        for naam, cellen, som in een.met_sommen
    )
    klassen = tuple(kop[0].upper() + kop[1:] for kop in een.kolommen)
    return Tabel(
        code=f"thuis-{een.titel.lower().replace(' ', '-')}",
        titel=f"Thuiszitters: {een.titel[0].lower()}{een.titel[1:]} en duur",
        kop=een.titel,
        kolommen=(
            *(Kolom(kop, Maat.LEERLINGEN) for kop in klassen),
            Kolom("Totaal", Maat.LEERLINGEN, som_van=klassen, code=_geteld(rapport)),
        ),
        rijen=rijen,
        definities=M17,
        totaal=Rij("Totaal", (*een.kolomtotalen, een.totaal)) if rijen else None,
        onder=(f"{TELT['wijd']}.",),
    )
