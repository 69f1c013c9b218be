"""The list of what is still to be looked back on, the most pressing first, in a constant number of questions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from arrangementen.actions.keten import eerste_dag, voorgangers
from arrangementen.models import Arrangement, Beeindiging, Beslissing, Deelname, Evaluatie
from arrangementen.rules.evaluatie import TUSSEN, Drang, Moment, drang, momenten, volgende
from arrangementen.scopes.arrangement import zonder_geheim
from kern.gebruikers.models import Gebruiker
from kern.termijnen.schooljaar import schooljaar
from scholen.models import Instelling

VOLGORDE = list(Drang)


@dataclass
class Regel:
    """One arrangement that is to be looked back on. bezig: the draft, as far as this reader sees it."""

    arrangement: Arrangement
    moment: Moment
    drang: Drang
    bezig: Evaluatie | None = None
    wie: str = ""
    kinderen: tuple[Deelname, ...] = ()


def te_evalueren(gebruiker: Gebruiker, vandaag: date) -> list[Regel]:
    """What is late, due, or due within some weeks; of this school year and the last."""
    rijen = [*lopend(gebruiker, vandaag)]
    zonder_geheim(rijen, gebruiker)
    regels = [een for een in _regels(rijen, vandaag) if een.drang != Drang.LATER]
    return sorted(regels, key=lambda een: (VOLGORDE.index(een.drang), een.moment.dag, een.arrangement.pk))


def lopend(gebruiker: Gebruiker, vandaag: date) -> QuerySet[Arrangement]:
    """What was granted, has begun, and has no end evaluation. Of what was changed that is looked at as a whole: what
    came in its place stands there for it, unless a talk about it is planned."""
    jaren = (schooljaar(vandaag) - 1, schooljaar(vandaag))
    rijen: QuerySet[Arrangement] = Arrangement.objects.visible_to(gebruiker)
    bekend = Beslissing.objects.visible_to(gebruiker).filter(van__lte=vandaag)
    gepland = Evaluatie.objects.filter(arrangement=OuterRef("pk"), afgerond_op=None, vervallen_op=None)
    anders = Beeindiging.objects.visible_to(gebruiker).filter(reden=Beeindiging.Reden.WIJZIGING)
    gaat_verder = Q(pk__in=anders.values("arrangement")) & ~Exists(gepland)
    rijen = rijen.filter(geevalueerd_op=None, schooljaar__in=jaren, beslissing__in=bekend).exclude(gaat_verder)
    return rijen.select_related("beslissing", "beeindiging")


def _regels(rijen: list[Arrangement], vandaag: date) -> list[Regel]:
    eerder = voorgangers(rijen)
    gedaan = _gedaan(rijen, eerder)
    instellingen: dict[int, Instelling] = {}
    lijst = []
    for rij in rijen:
        if rij.swv_id not in instellingen:
            instellingen[rij.swv_id] = Instelling.objects.geldig(rij.swv, vandaag)
        moment = moment_van(rij, instellingen[rij.swv_id], gedaan[rij.pk], eerder[rij.pk])
        if moment is not None:
            lijst.append(Regel(rij, moment, drang(moment, vandaag)))
    return lijst


def _gedaan(rijen: list[Arrangement], eerder: dict[int, list[Arrangement]]) -> dict[int, list[str]]:
    """What was finished per arrangement; half way counts also when that was before it was changed."""
    klaar: dict[int, list[str]] = defaultdict(list)
    nummers = {een.pk for een in rijen} | {een.pk for lijst in eerder.values() for een in lijst}
    afgerond = Evaluatie.objects.filter(arrangement__in=nummers, afgerond_op__isnull=False)
    for nummer, soort in afgerond.values_list("arrangement", "soort"):
        klaar[nummer].append(soort)
    return {een.pk: klaar[een.pk] + [TUSSEN for ander in eerder[een.pk] if TUSSEN in klaar[ander.pk]] for een in rijen}


def moment_van(rij: Arrangement, instelling: Instelling, gedaan: list[str], eerder: list[Arrangement]) -> Moment | None:
    """When this one is looked back on next; of what stopped before its end, only that end."""
    uit, einde = rij.beslissing, getattr(rij, "beeindiging", None)
    assert uit.van is not None
    assert uit.tot is not None
    tot: date = max(einde.laatste_dag, uit.van) if einde else uit.tot
    alle = momenten(
        eerste_dag(rij, eerder), tot, uiterlijk=instelling.tussenevaluatie, weken=instelling.eindevaluatie_weken
    )
    return volgende(alle[-1:] if einde else alle, gedaan)


def volgende_moment(rij: Arrangement, vandaag: date) -> Moment | None:
    """When this one is looked back on next; None when its end evaluation is finished."""
    eerder = voorgangers([rij])
    gedaan = _gedaan([rij], eerder)[rij.pk]
    return moment_van(rij, Instelling.objects.geldig(rij.swv, vandaag), gedaan, eerder[rij.pk])


def aankleden(gebruiker: Gebruiker, regels: list[Regel]) -> list[Regel]:
    """For the page: the kind, the school, whose it is, and the draft there is."""
    nummers = [een.arrangement.pk for een in regels]
    vol = Arrangement.objects.filter(pk__in=nummers).select_related("aanbod", "school", "vraag").in_bulk()
    bezig = Evaluatie.objects.visible_to(gebruiker).filter(arrangement__in=nummers, afgerond_op=None)
    open_ = {een.arrangement_id: een for een in bezig}
    kinderen: dict[int, list[Deelname]] = defaultdict(list)
    deelnames: QuerySet[Deelname] = Deelname.objects.visible_to(gebruiker).filter(arrangement__in=nummers)
    for een in deelnames.select_related("leerling", "school"):
        kinderen[een.arrangement_id].append(een)
    for regel in regels:
        regel.arrangement = vol[regel.arrangement.pk]
        regel.bezig = open_.get(regel.arrangement.pk)
        regel.kinderen = (*kinderen[regel.arrangement.pk],)
        regel.wie = wie_is_het(regel.arrangement, [een.leerling.naam for een in regel.kinderen])
    return regels


def wie_is_het(rij: Arrangement, namen: list[str]) -> str:
    """For whom it is, as one says it on a list."""
    if rij.voor == Arrangement.Voor.LEERLING:
        return namen[0] if namen else "Eén leerling"
    if rij.voor == Arrangement.Voor.GROEP and namen:
        return "Groep: 1 leerling" if len(namen) == 1 else f"Groep: {len(namen)} leerlingen"
    return str(rij.get_voor_display()).capitalize()
