"""Old files for the demo: consults of four years ago, of which one is held, and the list of the first of the month."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag, Consultadvies, Status
from scholen.models import Instelling, Leerling, Samenwerkingsverband
from toezicht.actions.lijst import lijst_maken
from toezicht.actions.vasthouden import dossier_vasthouden
from toezicht.models import Opruiming

NAMEN = (("Sem", "Oudekerk"), ("Lotte", "Vroeger"), ("Amir", "Toendertijd"), ("Noor", "Eerder"))
JAREN = 4


def vullen(swv: Samenwerkingsverband, *, vandaag: date, op: datetime) -> None:
    """Once; a second time changes nothing."""
    if Opruiming.objects.exists():
        return
    zaken = [_zaak(swv, nummer, vandaag) for nummer in range(len(NAMEN))]
    loket = Gebruiker.objects.filter(lidmaatschappen__rol=Rol.LOKETMEDEWERKER).order_by("pk").first()
    if loket is not None and zaken[0].leerling is not None:
        dossier_vasthouden(zaken[0].leerling, door=loket, op=op, reden="Er loopt een klacht.")
    try:
        lijst_maken(op=op)
    except NietMogelijk:
        return


def _zaak(swv: Samenwerkingsverband, nummer: int, vandaag: date) -> Aanvraag:
    """A question of a school, answered and read four years ago."""
    ib = Gebruiker.objects.filter(lidmaatschappen__rol=Rol.IB).order_by("pk")[0]
    loket = Gebruiker.objects.filter(lidmaatschappen__rol=Rol.LOKETMEDEWERKER).order_by("pk")[0]
    school = ib.lidmaatschappen.get(rol=Rol.IB).plek.school
    toen = datetime(vandaag.year - JAREN, 3, 7 + nummer, 10, tzinfo=timezone.get_current_timezone())
    roepnaam, achternaam = NAMEN[nummer]
    kind = Leerling.objects.create(
        roepnaam=roepnaam, achternaam=achternaam, geboortedatum=date(vandaag.year - 12, 5, 3 + nummer)
    )
    Leerling.objects.filter(pk=kind.pk).update(created_at=toen)
    zaak = Aanvraag.objects.create(
        swv=swv,
        instelling=Instelling.objects.filter(swv=swv).order_by("geldig_van")[0],
        school=school,
        leerling=kind,
        bij_school="ingeschreven",
        soort="CONSULT",
        status=Status.GESLOTEN,
        kenmerk=f"AV-{toen.year}-{nummer + 1:04d}",
        created_at=toen,
        aangemaakt_door=ib,
        ingediend_op=toen,
        ingediend_door=ib,
        ontvangstdatum=timezone.localdate(toen),
    )
    Consultadvies.objects.create(
        aanvraag=zaak,
        tekst="Begin met een vaste plek, vooraan in de klas.",
        versie=1,
        uitgebracht_op=toen,
        uitgebracht_door=loket,
        ondertekenaar=loket.naam,
    )
    return zaak
