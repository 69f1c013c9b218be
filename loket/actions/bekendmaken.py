"""Sending: dating the letters for one day, and saying that they went out. From that day the bezwaartermijn runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from kern.brieven.actions import BriefNietKlaar, versie_maken, verzonden
from kern.brieven.dagtekening import vraagt_bezwaar_tot
from kern.brieven.models import Brief, BriefVersie
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.post.actions import melden
from kern.taken import aanstoten
from kern.termijnen.termijn import einde
from kern.woorden import opsomming
from loket.models import BESLOTEN, VERSTUURD, Aanvraag, Bekendmaking, Besluit, Status, Uitkomst, Verzending
from loket.rules.post import eerst_overdag
from scholen.models import Afscherming, Leerling

from .bellen import eerst_bellen
from .besluit import beslissing_van, brief_bevriezen, geldend_besluit, nummer_van
from .geadresseerden import Geadresseerde, geadresseerden, mag_plek_niet_weten
from .kanaal import accounts_van, kanaal_voor, waarom_geen_lichting
from .opnieuw import adres_nagekeken, niet_aangekomen_brieven, opnieuw_te_versturen
from .overgang import overgang
from .tlv import ontvangers_melden
from .toegang import code_bij_brief, krijgt_code

S = Status
BEZWAARTERMIJN_WEKEN = 6
"""Awb 6:7; it begins the day after the day of sending (Awb 6:8)."""
HOOGSTENS_VOORUIT = timedelta(days=14)
HOOGSTENS_TERUG = timedelta(days=7)


def nog_iets_te_versturen(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """After everything went there is something to send only when a letter did not arrive, or one is open again."""
    if aanvraag.status not in VERSTUURD:
        return ""
    rijen = list(geldend_besluit(aanvraag).bekendmakingen.filter(vervallen_op=None))
    if opnieuw_te_versturen(rijen) or any(rij.verzonden_op is None for rij in rijen):
        return ""
    return "Alle brieven zijn al verstuurd."


@overgang(
    van=BESLOTEN | VERSTUURD,
    naar=None,
    permissie=Permissie.BRIEF_VERZENDEN,
    mits=(nog_iets_te_versturen, eerst_bellen),
)
def klaarzetten(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    verzenddatum: date,
    nagekeken: bool = False,
    adresonderzoek: str = "",
) -> None:
    """Date every unsent letter for this day and have the PDFs made. Can be repeated for another day (afspraak 32).

    verzenddatum: the day on which they go out, from today up to two weeks ahead. The addressees are worked out again:
    who lost gezag gets nothing, who gained it gets the same decision. nagekeken: needed when the child's whereabouts
    are shielded (afspraak 37). adresonderzoek: where and when an address was looked up, needed for a letter that came
    back from it (afspraak 38). Raises NietMogelijk with the reason.
    """
    vandaag = timezone.localdate(op)
    assert aanvraag.leerling is not None
    verzenddatum_nakijken(aanvraag.leerling, verzenddatum, vandaag=vandaag, nagekeken=nagekeken)
    adressen_bijwerken(aanvraag, verzenddatum, op=op)
    besluit = geldend_besluit(aanvraag)
    brieven_dateren(besluit, door=door, op=op, verzenddatum=verzenddatum, adresonderzoek=adresonderzoek)


@overgang(
    van=BESLOTEN | VERSTUURD,
    naar={een: [een, *VERSTUURD] for een in sorted(BESLOTEN)} | {een: [een] for een in sorted(VERSTUURD)},
    permissie=Permissie.BRIEF_VERZENDEN,
    mits=(nog_iets_te_versturen,),
)
def bekendmaken(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, brieven: list[str] | None = None) -> None:
    """Say that letters went out on their date. brieven: public ids of Bekendmaking; None means all that are left.

    Bekendgemaakt is the aanvraag when every addressee has its letter (Awb 3:40, 3:41); one that was left aside ends as
    that. Raises NietMogelijk when a letter has no PDF, no date, or a date that is not the day it can have gone out.
    """
    open_ = Bekendmaking.objects.select_for_update(of=("self",)).filter(
        besluit__aanvraag=aanvraag, verzonden_op=None, vervallen_op=None
    )
    open_ = open_.exclude(besluit__uitkomst=Uitkomst.INTREKKING)
    gekozen = open_ if brieven is None else open_.filter(public_id__in=brieven)
    lijst = list(gekozen.select_related("brief", "betrokkene__gebruiker"))
    if not lijst:
        raise NietMogelijk("Kies welke brieven zijn verzonden.")
    nog_geadresseerd(lijst, lambda dag: geadresseerden(aanvraag, dag))
    for bekendmaking in lijst:
        als_verzonden(bekendmaking, door=door, op=op)
        ontvangers_melden(bekendmaking.besluit, op=op)
    adressen_bijwerken(aanvraag, timezone.localdate(op), op=op)
    if not open_.exists():
        opzij = aanvraag.status in {S.BUITEN_BEHANDELING, S.BUITEN_VERSTUURD}
        aanvraag.status = S.BUITEN_VERSTUURD if opzij else S.BEKENDGEMAAKT


def adressen_bijwerken(aanvraag: Aanvraag, dag: date, *, op: datetime) -> None:
    """Who gets the decision that holds, as it is on this day."""
    besluit = geldend_besluit(aanvraag)
    nummer, keuze = nummer_van(besluit), beslissing_van(besluit)
    geadresseerden_bijwerken(
        besluit,
        dag,
        op=op,
        bevriezen=lambda aan, allen: brief_bevriezen(besluit, keuze, aan, allen=allen, nummer=nummer, op=op),
    )


def nog_geadresseerd(rijen: list[Any], wie: Callable[[date], Iterable[Geadresseerde]]) -> None:
    """Who lost gezag gets nothing more, also when the letter was made (4.2). wie: the addressees on a day.

    Raises NietMogelijk when one of these letters is for somebody who was no addressee on its day, or says where the
    child is to who may not learn that any more (afspraak 37).
    """
    for dag in {rij.verzenddatum for rij in rijen if rij.verzenddatum}:
        op_die_dag, nu = [rij for rij in rijen if rij.verzenddatum == dag], {aan.sleutel: aan for aan in wie(dag)}
        if weg := [rij.naam for rij in op_die_dag if rij.sleutel not in nu]:
            namen = opsomming(dict.fromkeys(weg))
            raise NietMogelijk(
                f"{namen} krijgt deze brief niet meer. Haal de brief eruit en zet de rest opnieuw klaar."
            )
        if open_ := [rij.naam for rij in op_die_dag if _zegt_te_veel(rij, nu[rij.sleutel])]:
            raise NietMogelijk(
                f"De verblijfplaats is afgeschermd nadat de brief aan {opsomming(dict.fromkeys(open_))} is gemaakt. "
                "Haal de brief eruit en zet hem opnieuw klaar."
            )


def brieven_dateren(
    besluit: Besluit, *, door: Gebruiker, op: datetime, verzenddatum: date, adresonderzoek: str = ""
) -> None:
    """Date the unsent letters of one decision for this day and have their PDFs made."""
    lijst = list(besluit.bekendmakingen.filter(verzonden_op=None, vervallen_op=None).select_related("brief"))
    adres_nagekeken(lijst, onderzoek=adresonderzoek, door=door, op=op)
    for bekendmaking in lijst:
        bekendmaking.bezwaar_tot = _bezwaar_tot(bekendmaking, verzenddatum)
        dateren(bekendmaking, verzenddatum, door=door, op=op, bezwaar_tot=bekendmaking.bezwaar_tot)


def verzenddatum_nakijken(leerling: Leerling, verzenddatum: date, *, vandaag: date, nagekeken: bool) -> None:
    """Whether letters about this child can be dated for this day (afspraken 32 and 37). Raises NietMogelijk."""
    if not vandaag <= verzenddatum <= vandaag + HOOGSTENS_VOORUIT:
        raise NietMogelijk("Kies een verzenddatum van vandaag tot en met twee weken vooruit.")
    if leerling.afscherming == Afscherming.VERBLIJFPLAATS and not nagekeken:
        raise NietMogelijk("De verblijfplaats is afgeschermd. Bevestig dat je elke brief hebt nagekeken.")


def als_verzonden(bekendmaking: Verzending, *, door: Gebruiker, op: datetime) -> None:
    """Close one letter: it went out on its date, and its addressee is told that something is ready (no more).

    A message that goes by itself goes at any hour, and is told of by day: nothing runs from it (ADR 17).
    Raises NietMogelijk when it has no date, no PDF, or a date on which it cannot have gone out.
    """
    versie_sluiten(bekendmaking.brief, bekendmaking.verzenddatum, op=op)
    bekendmaking.verzonden_op, bekendmaking.verzonden_door = op, door
    bekendmaking.save()
    vanzelf = getattr(bekendmaking, "vanzelf", False)
    if bekendmaking.betrokkene and bekendmaking.betrokkene.gebruiker:
        ouder, sleutel = bekendmaking.betrokkene.gebruiker, f"brief-{bekendmaking.public_id}"
        niet_voor = eerst_overdag(timezone.localtime(op)) if vanzelf else None
        melden(wie=ouder, sleutel=sleutel, op=op, dringend=not vanzelf, niet_voor=niet_voor)
    elif bekendmaking.kanaal == Verzending.Kanaal.PORTAAL and not vanzelf:
        for wie in accounts_van(bekendmaking, timezone.localdate(op)):
            sleutel = f"brief-{bekendmaking.public_id}-{wie.public_id}"
            melden(wie=wie, sleutel=sleutel, op=op, dringend=True)


def versie_sluiten(brief: Brief, verzenddatum: date | None, *, op: datetime) -> None:
    """Close the dated version of a letter that went out; NietMogelijk when it cannot have gone out on that day."""
    vandaag = timezone.localdate(op)
    if verzenddatum is None:
        raise NietMogelijk("Zet de brieven eerst klaar voor verzending.")
    if verzenddatum > vandaag:
        raise NietMogelijk("De verzenddatum ligt nog in de toekomst.")
    if verzenddatum < vandaag - HOOGSTENS_TERUG:
        raise NietMogelijk("De datum op de brief is te oud. Zet de brief opnieuw klaar met de dag van verzending.")
    versie = BriefVersie.objects.filter(brief=brief, vervallen_op=None).first()
    try:
        if versie is None:
            raise BriefNietKlaar
        verzonden(versie, op=op)
    except BriefNietKlaar as fout:
        raise NietMogelijk("Een brief is nog niet gemaakt. Wacht even en probeer het opnieuw.") from fout


def _bezwaar_tot(bekendmaking: Bekendmaking, verzenddatum: date) -> date:
    """Six weeks from this day; a correction without an own clause leaves the term of the earlier letter as it is."""
    herstel = bekendmaking.brief.context.get("herstel")
    if herstel and not herstel["bezwaar"]:
        return max(date.fromisoformat(herstel["bezwaar_tot"]), verzenddatum + timedelta(days=1))
    return einde(verzenddatum, weken=BEZWAARTERMIJN_WEKEN)


def geadresseerden_bijwerken(
    besluit: Besluit,
    dag: date,
    *,
    op: datetime,
    bevriezen: Callable[[Geadresseerde, list[Geadresseerde]], Bekendmaking],
) -> None:
    """A letter lapses when its addressee is none any more or lives elsewhere; who has none left gets one.

    A new letter says the same decision: bevriezen makes its words from the besluit, which never changes.
    """
    allen = geadresseerden(besluit.aanvraag, dag)
    rijen = besluit.bekendmakingen.filter(vervallen_op=None).select_related("brief")
    for aan in zonder_brief(rijen, allen, op=op):
        bevriezen(aan, allen)


def zonder_brief(rijen: Iterable[Verzending], allen: Iterable[Geadresseerde], *, op: datetime) -> list[Geadresseerde]:
    """Who of these has no letter among these rows, after the ones lapsed that no longer fit their addressee."""
    nu, lijst = {aan.sleutel: aan for aan in allen}, list(rijen)
    kwijt = niet_aangekomen_brieven(lijst)
    voorzien, volgt_op = set(), {}
    for rij in sorted(lijst, key=lambda rij: rij.pk):
        if rij.verzonden_op is None and (reden := _waarom_vervallen(rij, nu.get(rij.sleutel))):
            rij.vervallen_op, rij.vervallen_reden = op, reden
            rij.save()
        elif rij.brief_id in kwijt:
            volgt_op[rij.sleutel] = rij
        else:
            voorzien.add(rij.sleutel)
    return [
        dataclasses.replace(aan, volgt_op=volgt_op.get(sleutel))
        for sleutel, aan in nu.items()
        if sleutel not in voorzien
    ]


def dateren(
    rij: Verzending, verzenddatum: date, *, door: Gebruiker, op: datetime, bezwaar_tot: date | None = None
) -> None:
    """Date one letter for this day, which replaces an earlier date, save it and have its PDF made.

    bezwaar_tot: printed only where its words ask for a day.
    """
    met_datum = vraagt_bezwaar_tot(rij.brief.html)
    tot = bezwaar_tot if met_datum else None
    rij.kanaal = kanaal_voor(rij, verzenddatum)
    per_post = rij.kanaal == Verzending.Kanaal.POST
    if per_post and (reden := waarom_geen_lichting([rij.betreft], verzenddatum, op=op)):
        raise NietMogelijk(reden)
    met_code = per_post and krijgt_code(rij.betrokkene or rij.leerling, rij.betreft.leerling, verzenddatum)
    versie = versie_maken(rij.brief, dagtekening=verzenddatum, bezwaar_tot=tot, op=op, meekijken=met_code)
    rij.verzenddatum, rij.klaargezet_op, rij.klaargezet_door = verzenddatum, op, door
    rij.save()
    if met_code:
        code_bij_brief(rij, versie, door=door, op=op)
    aanstoten("kern.brieven.tasks.pdf_maken", versie_id=versie.pk)


def _waarom_vervallen(rij: Verzending, aan: Geadresseerde | None) -> str:
    """Why an unsent letter lapses: its addressee is none any more, changed name or address, or may not learn where the
    child is any more, or again; "" when it stays."""
    if aan is None:
        return "geen geadresseerde meer"
    stond = rij.brief.context["geadresseerde"]
    if stond["afgeschermd"] != mag_plek_niet_weten(aan, rij.betreft.leerling):
        return "afscherming gewijzigd"
    zelfde = (stond["naam"], stond["adresregels"]) == (aan.naam, list(aan.adresregels))
    return "" if zelfde else "naam of adres gewijzigd"


def _zegt_te_veel(rij: Verzending, aan: Geadresseerde) -> bool:
    geweten = not rij.brief.context["geadresseerde"]["afgeschermd"]
    return geweten and mag_plek_niet_weten(aan, rij.betreft.leerling)
