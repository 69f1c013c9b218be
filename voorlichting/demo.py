"""What some schools of the demo wrote about themselves: the words are invented, the schools are not their authors."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import schooljaar
from scholen.models import Plek, Samenwerkingsverband, School
from voorlichting.actions.schoolaanbod import aanbod_schrijven, basis_checken, basis_evalueren
from voorlichting.models import Schoolaanbod
from voorlichting.punten import punten_voor

AANBOD = {
    "profiel": "Verzonnen om mee te oefenen. Bij ons begint elke dag rustig, met een vaste plek en een planning. "
    "Wij werken in kleine groepen als dat beter gaat.",
    "hulp": "- Extra uitleg in een klein groepje, elke dag\n- Hulp bij dyslexie en rekenen\n- Een rustige plek\n"
    "- Training in omgaan met elkaar\n- Iemand die elke week met een leerling praat over hoe het gaat",
    "mensen": "Een begeleider die er elke dag is, en een orthopedagoog op dinsdag.",
    "gebouw": "Het gebouw heeft een lift, een aangepast toilet en twee stille ruimtes.",
    "grenzen": "Wij hebben geen zorg voor leerlingen die de hele dag één persoon naast zich nodig hebben.",
    "ambitie": "Dit jaar leren wij hoe wij leerlingen zelf hun plan laten schrijven.",
}


def vullen(swv: Samenwerkingsverband, *, op: datetime) -> None:
    """The first half of the schools with people wrote it; every third checked itself, one looked back. Once."""
    if Schoolaanbod.objects.exists():
        return
    plekken = Plek.objects.filter(lidmaatschap__rol=Rol.IB, school__isnull=False)
    plekken = plekken.select_related("lidmaatschap__gebruiker", "school")
    mensen: dict[School, Gebruiker] = {een.school: een.lidmaatschap.gebruiker for een in plekken if een.school}
    for nummer, (school, ib) in enumerate(sorted(mensen.items(), key=lambda paar: paar[0].brin6)):
        if nummer % 2 == 0:
            aanbod_schrijven(school, door=ib, op=op, publiceren=nummer != 4, **AANBOD)
        if nummer % 3 == 0:
            punten = punten_voor(school, schooljaar(timezone.localdate(op)))
            oordelen = {punt: ("deels" if plaats % 4 == nummer % 4 else "ja") for plaats, punt in enumerate(punten)}
            basis_checken(school, door=ib, op=op, oordelen=oordelen)
        if nummer == 0:
            woorden = {"goed": "De stille ruimte wordt elke dag gebruikt.", "beter": "Ouders eerder uitnodigen."}
            basis_evalueren(school, door=ib, op=op, plan="In september al een startgesprek.", **woorden)
