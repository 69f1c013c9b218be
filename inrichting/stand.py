"""How an SWV is set up, over all apps: the facts that the rules judge."""

from __future__ import annotations

from collections import Counter
from datetime import date

from arrangementen.models import Aanbod, Tarief
from inrichting.rules.nieuw import Feiten
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import eerste_dag, laatste_dag
from loket.models import Briefteksten, Criterialijst, Mandaat
from scholen.models import Instelling, Samenwerkingsverband, School
from thuiszitters.models import Protocol
from voorlichting.models import Pagina, Rubriek

ADRES = ("straat", "postcode", "plaats", "telefoon", "email")


def feiten_van(swv: Samenwerkingsverband, dag: date) -> Feiten:
    """How this SWV is set up on this day."""
    nu = Instelling.objects.geldig(swv, dag)
    leden = Lidmaatschap.objects.geldig(dag).filter(gebruiker__is_active=True)
    rollen = Counter(leden.values_list("rol", flat=True))
    return Feiten(
        adres=all(getattr(swv, naam) for naam in ADRES),
        scholen=School.objects.deelnemend(swv, dag).count(),
        soorten=len(nu.tlv_soorten),
        plan=bool(nu.ondersteuningsplan),
        steunpunt=bool(nu.steunpunt_telefoon or nu.steunpunt_website),
        criteria=Criterialijst.objects.geldig(swv) is not None,
        met_mandaat=nu.bevoegdheid == Instelling.Bevoegdheid.MANDAAT,
        mandaten=Mandaat.objects.geldig(dag).filter(swv=swv).count(),
        schoolmensen=rollen[Rol.IB] + rollen[Rol.DIRECTEUR],
        loket=rollen[Rol.LOKETMEDEWERKER],
        deskundigen=rollen[Rol.DESKUNDIGE],
        beslissers=rollen[Rol.BESLISSER],
        fg=rollen[Rol.FG],
        brieven=Briefteksten.objects.geldig(swv, dag) is not None,
        aanbod=Aanbod.objects.tussen(dag, dag).filter(swv=swv).exists(),
        protocol=Protocol.objects.geldig(swv, dag) is not None,
        privacy=Pagina.objects.open(dag).filter(swv=swv, rubriek=Rubriek.VAST, slug="privacy").exists(),
    )


def zonder_tarief(swv: Samenwerkingsverband, jaar: int) -> int:
    """How many kinds of support there are in this school year without a tariff of it or of the year before."""
    dan = Aanbod.objects.tussen(eerste_dag(jaar), laatste_dag(jaar)).filter(swv=swv)
    met = Tarief.objects.filter(schooljaar__in=(jaar - 1, jaar)).values("aanbod")
    return dan.exclude(pk__in=met).count()
