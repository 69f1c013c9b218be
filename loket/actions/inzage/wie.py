"""Who asks, who else there is around the child, and which words about them never go along by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from loket.models import Privacyverzoek
from loket.rules.inzage import KORTSTE_GEHEIM, Vrager
from scholen.models import Adres, Afscherming, Betrokkene, Inschrijving, Leerling, School


@dataclass(frozen=True)
class Rond:
    """The asker and the child of a request. geheimen: texts about others that are hidden in every text.

    gezin: the accounts of the others around the child. plek_dicht, adres_dicht: what of the child's whereabouts this
    asker may not learn (afspraak 37). anderen: surnames of the others, to point at in a text.
    """

    gebruiker: Gebruiker
    vrager: Vrager
    leerling: Leerling
    kinderen: tuple[int, ...]
    plek_dicht: bool
    adres_dicht: bool
    gezin: frozenset[int] = frozenset()
    geheimen: tuple[str, ...] = ()
    anderen: tuple[str, ...] = ()

    def van(self, ding: Any) -> str:
        """Whose this row is: eigen, school, ander, or "" for nobody's in particular."""
        if ding is None:
            return ""
        if isinstance(ding, Gebruiker):
            return "eigen" if ding.pk == self.gebruiker.pk else "ander" if ding.pk in self.gezin else ""
        if isinstance(ding, Betrokkene | Leerling):
            return "eigen" if ding.gebruiker_id == self.gebruiker.pk else "ander"
        if isinstance(ding, School):
            return "school"
        for naam in ("gevraagd_door", "betrokkene", "leerling", "gebruiker", "school"):
            if (wie := getattr(ding, naam, None)) is not None:
                return self.van(wie)
        return ""


def rond(verzoek: Privacyverzoek) -> Rond:
    """Everything about who asks that decides what goes along."""
    kind, wie = verzoek.leerling, verzoek.gevraagd_door
    zelf = kind.gebruiker_id == wie.pk
    plek = not zelf and kind.afscherming == Afscherming.VERBLIJFPLAATS
    adres = not zelf and kind.afscherming != Afscherming.GEEN
    kinderen = Leerling.objects.filter(Q(pk=kind.pk) | Q(opgegaan_in=kind)).values_list("pk", flat=True)
    familie = Betrokkene.objects.filter(gezag__leerling__in=kinderen).exclude(gebruiker=wie).distinct()
    anderen = list(familie.select_related("gebruiker"))
    geheim = [
        deel
        for een in anderen
        for deel in (een.email, een.telefoon, een.gebruiker.email if een.gebruiker is not None else "")
    ]
    for huis in Adres.objects.filter(betrokkene__in=anderen):
        geheim += [huis.straat, huis.postcode]
    eigen_huis = {een.straat for een in Adres.objects.filter(betrokkene__gebruiker=wie)}
    if adres:
        geheim += [kind.straat, kind.postcode]
    if plek:
        geheim.append(kind.plaats)
        scholen = Inschrijving.objects.filter(leerling__in=kinderen).select_related("school")
        geheim += [deel for een in scholen for deel in (een.school.naam, een.school.straat, een.school.telefoon)]
    return Rond(
        gebruiker=wie,
        vrager=Vrager.LEERLING if zelf else Vrager.OUDER,
        leerling=kind,
        kinderen=tuple(kinderen),
        plek_dicht=plek,
        adres_dicht=adres,
        gezin=frozenset(filter(None, (kind.gebruiker_id, *(een.gebruiker_id for een in anderen)))),
        geheimen=tuple(sorted({een for een in geheim if len(een) >= KORTSTE_GEHEIM} - eigen_huis)),
        anderen=tuple(een.achternaam for een in anderen if len(een.achternaam) >= KORTSTE_GEHEIM),
    )
