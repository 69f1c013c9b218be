"""What this reader is asked in a case: its view, and to come to a meeting; read as columns of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.models import Deelnemer, Overleg, Zienswijze, Zienswijzeronde

from .afspraken import kolom, met_dagen


@dataclass(frozen=True)
class Uitnodiging:
    """A meeting this reader is invited for, and who else will be there."""

    overleg: Overleg
    uitnodiging: Deelnemer
    deelnemers: tuple[Deelnemer, ...]

    @property
    def wacht_op_antwoord(self) -> bool:
        return self.uitnodiging.komt == Deelnemer.Komt.GEVRAAGD and self.overleg.afgezegd_op is None


TIJDEN = ("begin", "einde", "afgezegd_op")
VAN_OVERLEG = ("id", *TIJDEN, "plek", "doel", "afzeg_reden")


def met_gevraagd(gebruiker: Gebruiker, vandaag: date) -> dict[str, Any]:
    """For an aanvraag: the last time that this reader was asked for a view, and the meetings it is invited for.

    Parents know beforehand who is there and why.
    """
    mijn = Zienswijze.objects.visible_to(gebruiker, Permissie.ZIENSWIJZE_GEVEN).filter(ronde__aanvraag=OuterRef("pk"))
    erbij = Deelnemer.objects.visible_to(gebruiker, Permissie.DOSSIER_LEZEN)
    ik = Q(betrokkene__gebruiker=gebruiker, overleg__begin__date__gte=vandaag)
    hier = erbij.filter(ik, agendapunt__aanvraag=OuterRef(OuterRef("pk")))
    allen = erbij.filter(overleg__in=hier.values("overleg")).order_by("pk")
    van_ronde = "ronde__id ronde__tot ronde__gesloten_op ronde__intrekking_id"
    van_overleg = " ".join(f"overleg__{naam}" for naam in VAN_OVERLEG)
    persoon = "public_id naam rol waarom komt reden betrokkene__gebruiker_id agendapunt__aanvraag_id"
    return {
        "mijn_mening": kolom(mijn.order_by("-ronde", "-pk")[:1], f"id tot gegeven_op {van_ronde}"),
        "erbij": kolom(allen, f"{persoon} {van_overleg}"),
    }


def mening_uit(aanvraag: Any) -> Zienswijze | None:
    """The last time that this reader was asked for a view, from the columns that `met_gevraagd` laid beside it."""
    if not aanvraag.mijn_mening:  # who is asked nothing has no column
        return None
    (een,) = aanvraag.mijn_mening
    ronde = met_dagen(_van(een, "ronde__"), "tot", "gesloten_op")
    return Zienswijze(ronde=Zienswijzeronde(**ronde, aanvraag=aanvraag), **met_dagen(een, "tot", "gegeven_op"))


def uitnodigingen_uit(gebruiker: Gebruiker, aanvraag: Any) -> list[Uitnodiging]:
    """The meetings about this case, the first one first."""
    overleggen: dict[int, Overleg] = {}
    per: dict[int, list[Deelnemer]] = {}
    eigen: list[tuple[datetime, int, Deelnemer]] = []
    for een in aanvraag.erbij or ():
        nummer = een["overleg__id"]
        overleg = overleggen.setdefault(nummer, Overleg(**met_dagen(_van(een, "overleg__"), momenten=TIJDEN)))
        deelnemer = Deelnemer(**met_dagen(een), overleg=overleg)
        per.setdefault(nummer, []).append(deelnemer)
        if (een["betrokkene__gebruiker_id"], een["agendapunt__aanvraag_id"]) == (gebruiker.pk, aanvraag.pk):
            eigen.append((overleg.begin, len(eigen), deelnemer))
    return [Uitnodiging(ik.overleg, ik, tuple(per[ik.overleg.pk])) for *_, ik in sorted(eigen, key=lambda rij: rij[:2])]


def _van(waarden: dict[str, Any], voor: str) -> dict[str, Any]:
    """The values of another table, by their own names."""
    return {naam.removeprefix(voor): waarde for naam, waarde in waarden.items() if naam.startswith(voor)}
