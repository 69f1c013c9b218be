"""Rows for tests about bezwaar: a besluit with its letters, and a bezwaar in a file in some status."""

from __future__ import annotations

from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.brieven.models import Brief, BriefVersie
from kern.gebruikers.rollen import Rol
from loket import models as loket
from loket.actions.geadresseerden import geadresseerden
from loket.rules.bezwaar import beroep_tot, bezwaar_tot
from tests.factories import aanvraag_in, gebruiker_met

S = loket.Status


def besluit_bij(aanvraag=None, *, verzonden=None, uitkomst="afgewezen", door=None, met_brief=True, **velden):
    """A besluit on this aanvraag with a letter per addressee, sent on this day (default today); the words are a stub.

    verzonden may be a dict of aan (school, ouder …) to a day. Without met_brief nothing was sent.
    """
    aanvraag = aanvraag or aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    nu, door = timezone.now(), door or gebruiker_met(Rol.BESLISSER)
    besluit = loket.Besluit.objects.create(
        aanvraag=aanvraag,
        swv=aanvraag.swv,
        instelling=aanvraag.instelling,
        uitkomst=uitkomst,
        soort=aanvraag.soort,
        besluitdatum=timezone.localdate(),
        motivering="Om deze redenen.",
        **({"bevoegdheid": "bestuursorgaan", "ondertekenaar": door.naam, "functie": "directeur-bestuurder"} | velden),
        genomen_op=nu,
        genomen_door=door,
    )
    loket.Aanvraag.objects.filter(pk=aanvraag.pk).update(
        status=S.BEKENDGEMAAKT if met_brief else S.BESLOTEN_AFGEWEZEN, kenmerk=aanvraag.kenmerk
    )
    for aan in geadresseerden(aanvraag, timezone.localdate()) if met_brief else ():
        dag = verzonden.get(aan.aan) if isinstance(verzonden, dict) else verzonden or timezone.localdate()
        brief = Brief.objects.create(
            soort="besluit",
            sjabloon="x",
            sjabloon_versie="x",
            context={},
            html="<p>x</p>",
            titel="Besluit",
            bestandsnaam="besluit.pdf",
            created_at=nu,
        )
        if dag:
            BriefVersie.objects.create(brief=brief, versie=1, dagtekening=dag, html="<p>x</p>", created_at=nu)
        loket.Bekendmaking.objects.create(
            besluit=besluit,
            aan=aan.aan,
            school=aan.school,
            betrokkene=aan.betrokkene,
            leerling=aan.leerling,
            brief=brief,
            verzenddatum=dag,
            bezwaar_tot=bezwaar_tot(dag) if dag else None,
            verzonden_op=nu if dag else None,
            verzonden_door=door if dag else None,
        )
    aanvraag.refresh_from_db()
    return besluit


def bezwaar_bij(besluit=None, *, van="school", ontvangen=None, zaak=None, status="ontvangen", **velden):
    """A bezwaar of the school or of a parent (van="ouder") in an own file in this status, or in the file given."""
    besluit = besluit or (zaak.besluit if zaak else besluit_bij())
    nu = timezone.now()
    if zaak is None:
        zaak = loket.Bezwaarzaak.objects.create(
            besluit=besluit,
            swv=besluit.swv,
            instelling=besluit.instelling,
            kenmerk=f"BZ-{nu.year}-{9000 + loket.Bezwaarzaak.objects.count()}",
            status=status,
            created_at=nu,
        )
    wie = {"school": besluit.aanvraag.school} if van == "school" else {}
    if van == "ouder":
        wie = {"betrokkene": velden.pop("ouder", None) or besluit.aanvraag.leerling.gezag.order_by("pk")[0].betrokkene}
    return loket.Bezwaar.objects.create(
        zaak=zaak,
        van=van,
        **wie,
        **{
            "kanaal": "portaal",
            "ontvangen_op": ontvangen or timezone.localdate(),
            "gronden": "Wij zijn het hier niet mee eens.",
            "created_at": nu,
            "vastgelegd_door": gebruiker_met(Rol.LOKETMEDEWERKER),
        }
        | velden,
    )


def beslissing_op(zaak, *, aan, woord="x", door=None) -> loket.Bezwaarbekendmaking:
    """A decision on bezwaar (ongegrond) with its letter, sent today to this betrokkene; the words are a stub."""
    nu, door = timezone.now(), door or gebruiker_met(Rol.BESLISSER)
    beslissing = loket.BeslissingOpBezwaar.objects.create(
        zaak=zaak,
        instelling=zaak.instelling,
        uitkomst="ongegrond",
        gevolg="handhaven",
        besluitdatum=timezone.localdate(),
        motivering=f"{woord} motivering",
        bevoegdheid="bestuursorgaan",
        ondertekenaar=door.naam,
        functie="directeur-bestuurder",
        genomen_op=nu,
        genomen_door=door,
    )
    html = f'<link rel="stylesheet" href="asset:brief.css"><body><p>{woord} brief</p></body>'
    stub = {"sjabloon": "x", "sjabloon_versie": "x", "context": {}, "titel": "Beslissing", "bestandsnaam": "b.pdf"}
    brief = Brief.objects.create(soort="bezwaar", html=html, created_at=nu, **stub)
    pdf = bewaren(f"%PDF-1.7 {woord}brief".encode(), soort="application/pdf", op=nu)
    BriefVersie.objects.create(
        brief=brief,
        versie=1,
        dagtekening=timezone.localdate(),
        html=html,
        created_at=nu,
        pdf=pdf,
        gemaakt_op=nu,
        verzonden_op=nu,
    )
    return loket.Bezwaarbekendmaking.objects.create(
        beslissing=beslissing,
        aan="ouder",
        betrokkene=aan,
        brief=brief,
        verzenddatum=timezone.localdate(),
        beroep_tot=beroep_tot(timezone.localdate()),
        verzonden_op=nu,
        verzonden_door=door,
    )
