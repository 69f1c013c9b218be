"""Sending the decision on bezwaar: dating its letters, and saying that they went out. From that day beroep is open."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.actions.bekendmaken import (
    als_verzonden,
    dateren,
    nog_geadresseerd,
    verzenddatum_nakijken,
    zonder_brief,
)
from loket.actions.opnieuw import adres_nagekeken, opnieuw_te_versturen
from loket.models import (
    BOB_BESLOTEN,
    LOPEND,
    BeslissingOpBezwaar,
    Bezwaarbekendmaking,
    Bezwaarstatus,
    Bezwaarzaak,
    Tlv,
    TlvGebeurtenis,
    TlvStatus,
    Uitkomst,
)
from loket.rules.bezwaar import beroep_tot

from .beslissen import bezwaarbrief_bevriezen, keuze_van
from .brief import ontvangers
from .overgang import overgang

B = Bezwaarstatus
P = Permissie


def nog_iets_te_versturen(zaak: Bezwaarzaak, door: Actor, op: datetime) -> str:
    """After everything went there is something to send only when a letter did not arrive, or one is open again."""
    if zaak.status != B.BEKENDGEMAAKT:
        return ""
    rijen = list(zaak.beslissing.bekendmakingen.filter(vervallen_op=None))
    if opnieuw_te_versturen(rijen) or any(rij.verzonden_op is None for rij in rijen):
        return ""
    return "Alle brieven zijn al verstuurd."


@overgang(
    van=BOB_BESLOTEN | {B.BEKENDGEMAAKT}, naar=None, permissie=P.BEZWAAR_BEHANDELEN, mits=(nog_iets_te_versturen,)
)
def bezwaarbrieven_klaarzetten(
    zaak: Bezwaarzaak,
    *,
    door: Gebruiker,
    op: datetime,
    verzenddatum: date,
    nagekeken: bool = False,
    adresonderzoek: str = "",
) -> None:
    """Date every unsent letter for this day and have the PDFs made. Can be repeated for another day (afspraak 32).

    The addressees are worked out again, as for a besluit. Raises NietMogelijk with the reason.
    """
    leerling = zaak.besluit.aanvraag.leerling
    assert leerling is not None
    verzenddatum_nakijken(leerling, verzenddatum, vandaag=timezone.localdate(op), nagekeken=nagekeken)
    beslissing = zaak.beslissing
    adressen_bijwerken(zaak, verzenddatum, op=op)
    laatste = beroep_tot(verzenddatum)
    lijst = list(beslissing.bekendmakingen.filter(verzonden_op=None, vervallen_op=None).select_related("brief"))
    if not lijst:
        raise NietMogelijk("Er is geen brief die nog weg moet.")
    adres_nagekeken(lijst, onderzoek=adresonderzoek, door=door, op=op)
    for rij in lijst:
        rij.beroep_tot = laatste
        dateren(rij, verzenddatum, door=door, op=op, bezwaar_tot=laatste)


@overgang(
    van=BOB_BESLOTEN | {B.BEKENDGEMAAKT},
    naar={een: [een, B.BEKENDGEMAAKT] for een in BOB_BESLOTEN} | {B.BEKENDGEMAAKT: [B.BEKENDGEMAAKT]},
    permissie=P.BEZWAAR_BEHANDELEN,
    mits=(nog_iets_te_versturen,),
)
def bezwaar_bekendmaken(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, brieven: list[str] | None = None) -> None:
    """Say that letters went out on their date. brieven: public ids; None means all that are left.

    With the first letter the decision begins to work (Awb 3:40), also for the TLV of the old besluit.
    """
    beslissing = zaak.beslissing
    open_ = Bezwaarbekendmaking.objects.select_for_update(of=("self",)).filter(
        beslissing=beslissing, verzonden_op=None, vervallen_op=None
    )
    gekozen = open_ if brieven is None else open_.filter(public_id__in=brieven)
    lijst = list(gekozen.select_related("brief", "betrokkene__gebruiker"))
    if not lijst:
        raise NietMogelijk("Kies welke brieven zijn verzonden.")
    nog_geadresseerd(lijst, lambda dag: ontvangers(zaak, dag))
    for rij in lijst:
        als_verzonden(rij, door=door, op=op)
    adressen_bijwerken(zaak, timezone.localdate(op), op=op)
    _uitwerken(beslissing, per=min(rij.verzenddatum for rij in lijst if rij.verzenddatum), door=door, op=op)
    if not open_.exists():
        zaak.status = B.BEKENDGEMAAKT


def _uitwerken(beslissing: BeslissingOpBezwaar, *, per: date, door: Gebruiker, op: datetime) -> None:
    """What the decision does to a TLV, with its first letter; once.

    The TLV is locked before its state is read: it may be withdrawn at the same time.
    """
    if beslissing.gevolg == BeslissingOpBezwaar.Gevolg.HANDHAVEN:
        return
    aanvraag = beslissing.zaak.besluit.aanvraag_id
    list(Tlv.objects.filter(besluit__aanvraag=aanvraag).order_by("pk").select_for_update(of=("self",)))
    if (geraakt := _geraakt(beslissing, per)) is None:
        return
    tlv, soort = geraakt
    TlvGebeurtenis.objects.create(
        tlv=tlv,
        soort=soort,
        per=per,
        reden=f"Beslissing op bezwaar {beslissing.zaak.kenmerk}",
        besluit=beslissing.nieuw_besluit,
        vastgelegd_op=op,
        vastgelegd_door=door,
    )
    vastleggen(f"tlv_{soort}", tlv, door=door, op=op, per=per.isoformat())


def _geraakt(beslissing: BeslissingOpBezwaar, per: date) -> tuple[Tlv, str] | None:
    """Which TLV, and how. That of the old besluit ends, when it still holds, and keeps its number (afspraak 55).

    Also when it was withdrawn: a withdrawal that lapses later must not bring it back.

    Was the old besluit a withdrawal that now lapses, then the TLV holds as if it had never been withdrawn.
    """
    oud, soorten = beslissing.zaak.besluit, TlvGebeurtenis.Soort
    if oud.uitkomst == Uitkomst.INTREKKING:
        ingetrokken: Tlv = oud.intrekking.tlv
        einde = ingetrokken.ingetrokken
        vervalt = beslissing.gevolg == BeslissingOpBezwaar.Gevolg.HERROEPEN and einde and einde.besluit_id == oud.pk
        return (ingetrokken, soorten.HERLEEFD) if vervalt else None
    tlv: Tlv | None = getattr(oud.eerste, "tlv", None)
    if (
        tlv is None
        or tlv.status(per) not in {*LOPEND, TlvStatus.INGETROKKEN}
        or tlv.gebeurtenissen.filter(soort=soorten.HERROEPEN).exists()
    ):
        return None
    return tlv, soorten.HERROEPEN


def adressen_bijwerken(zaak: Bezwaarzaak, dag: date, *, op: datetime) -> None:
    """A letter lapses when its addressee is none any more or lives elsewhere; who has none left gets one."""
    beslissing = zaak.beslissing
    allen = ontvangers(zaak, dag)
    tlv = getattr(beslissing.nieuw_besluit, "tlv", None)
    nummer = tlv.nummer if tlv else ""
    rijen = beslissing.bekendmakingen.filter(vervallen_op=None).select_related("brief")
    for aan in zonder_brief(rijen, allen, op=op):
        bezwaarbrief_bevriezen(beslissing, keuze_van(beslissing), aan, allen=allen, nummer=nummer, op=op)
