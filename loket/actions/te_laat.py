"""Being late with an aanvraag: writing down a notice of default, and fixing what it costs (Awb 4:17, 4:18; 42)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from loket.models import (
    BESLOTEN,
    IN_BEHANDELING,
    VERSTUURD,
    Aanvraag,
    Bekendmaking,
    Mandaat,
    Uitkomst,
    Zaakbrief,
)
from loket.models.te_laat import Aanvraagdwangsom, AanvraagIngebrekestelling
from loket.rules.bezwaar import Dwangsom, dwangsom, ingebrekestelling_telt

from .behandeling import eindigt_in_besluit
from .besluit import ondertekenaar
from .brief import Beslissing
from .geadresseerden import Geadresseerde, geadresseerden
from .overgang import overgang
from .zaakbrief import brieven_maken

Soort = Zaakbrief.Soort
LOPEND = IN_BEHANDELING | BESLOTEN


@dataclass(frozen=True)
class Laat:
    """One notice of default: whether it counts, and what it costs as it stands. eerder: another counts already."""

    ingebrekestelling: AanvraagIngebrekestelling
    telt: bool
    dwangsom: Dwangsom | None
    besluit: Aanvraagdwangsom | None = None
    eerder: bool = False

    @property
    def waarom_niet(self) -> str:
        """Why the amount cannot be fixed now; "" when it can."""
        if self.ingebrekestelling.school_id is None:
            return "Een dwangsom is er alleen voor de school, die de aanvraag deed."
        if self.eerder:
            return "Er was al een ingebrekestelling die telt."
        if self.besluit:
            return "Het bedrag is al vastgesteld."
        if not self.telt or self.dwangsom is None:
            return "Deze ingebrekestelling telt niet: zij kwam voordat de termijn voorbij was (Awb 4:17 en 6:12)."
        if self.dwangsom.vaststellen_tot is None:
            if self.dwangsom.dagen:
                return "Het bedrag loopt nog op. Stel het vast als het besluit weg is, of na 42 dagen (Awb 4:18)."
            return "Er is geen dwangsom: na de ingebrekestelling gingen er geen twee weken zonder besluit voorbij."
        return ""


def te_laat(aanvraag: Aanvraag, vandaag: date) -> list[Laat]:
    """Each notice with its penalty; the decision counts from the day on which its first letter was sent (Awb 3:40)."""
    lijst: list[Laat] = []
    besluit = Aanvraagdwangsom.objects.filter(aanvraag=aanvraag).first()
    rijen = AanvraagIngebrekestelling.objects.filter(aanvraag=aanvraag)
    rijen = rijen.select_related("school", "betrokkene", "leerling")
    for een in rijen.order_by("ontvangen_op", "pk"):
        termijn = aanvraag.termijn(een.ontvangen_op)
        assert termijn is not None
        op_tijd = ingebrekestelling_telt(termijn.wettelijk, ontvangen=een.ontvangen_op)
        eerder = any(laat.telt and laat.ingebrekestelling.sleutel == een.sleutel for laat in lijst)
        telt = op_tijd and not eerder
        bedrag = (
            dwangsom(
                termijn.wettelijk,
                ingebrekestelling=een.ontvangen_op,
                besloten=_bekendgemaakt(aanvraag),
                vandaag=vandaag,
                dag_erna=aanvraag.instelling.dwangsom_dag_erna,
            )
            if telt and een.school_id
            else None
        )
        lijst.append(Laat(een, telt, bedrag, besluit if een.school_id else None, eerder))
    return lijst


def _bekendgemaakt(aanvraag: Aanvraag) -> date | None:
    brieven = Bekendmaking.objects.filter(besluit__aanvraag=aanvraag, verzonden_op__isnull=False)
    eerste = brieven.exclude(besluit__uitkomst=Uitkomst.INTREKKING).order_by("verzenddatum").first()
    return eerste.verzenddatum if eerste else None


def schrijvers(aanvraag: Aanvraag, dag: date) -> dict[str, Geadresseerde]:
    """Who can write that we are late, by public id: who gets the decision."""
    return {
        wie.public_id: aan
        for aan in geadresseerden(aanvraag, dag)
        if (wie := aan.school or aan.betrokkene or aan.leerling)
    }


@overgang(van=LOPEND, naar=sorted(LOPEND), permissie=Permissie.AANVRAAG_CONTROLEREN, mits=(eindigt_in_besluit,))
def ingebrekestelling_ontvangen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, van: str, ontvangen_op: date
) -> None:
    """Write down that somebody wrote that we are late, also too early; who wrote it gets a letter back.

    van: public id of who wrote it.
    """
    vandaag = timezone.localdate(op)
    assert aanvraag.ontvangstdatum is not None
    if not aanvraag.ontvangstdatum <= ontvangen_op <= vandaag:
        raise NietMogelijk("Kies een dag na de ontvangst van de aanvraag en niet na vandaag.")
    aan = schrijvers(aanvraag, vandaag).get(van)
    if aan is None:
        raise NietMogelijk("Kies wie de ingebrekestelling schreef.")
    AanvraagIngebrekestelling.objects.create(
        aanvraag=aanvraag,
        school=aan.school,
        betrokkene=aan.betrokkene,
        leerling=aan.leerling,
        ontvangen_op=ontvangen_op,
        vastgelegd_op=op,
        vastgelegd_door=door,
    )
    brieven_maken(aanvraag, Soort.INGEBREKE, op=op, door=door, alleen=[aan])


@overgang(
    van=LOPEND | VERSTUURD,
    naar=sorted(LOPEND | VERSTUURD),
    permissie=Permissie.BESLUIT_NEMEN,
    mits=(eindigt_in_besluit,),
)
def aanvraagdwangsom_vaststellen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, ingebrekestelling: str) -> None:
    """Fix what we owe the school, once it cannot grow any more: a decision of its own, with its letter (Awb 4:18).

    ingebrekestelling: public id.
    """
    dag = timezone.localdate(op)
    een = {laat.ingebrekestelling.public_id: laat for laat in te_laat(aanvraag, dag)}.get(ingebrekestelling)
    if een is None:
        raise NietMogelijk("Kies een ingebrekestelling over deze aanvraag.")
    if een.waarom_niet:
        raise NietMogelijk(een.waarom_niet)
    assert een.dwangsom is not None
    wat = Beslissing(
        uitkomst=Uitkomst.TOEGEKEND,
        soort=aanvraag.tlv_soort,
        categorie=aanvraag.onderdeel_vraag.categorie,
        motivering="",
    )
    tekent, fout = ondertekenaar(aanvraag, wat, door=door, dag=dag)
    if fout:
        raise NietMogelijk(fout)
    termijn = aanvraag.termijn(een.ingebrekestelling.ontvangen_op)
    assert termijn is not None
    Aanvraagdwangsom.objects.create(
        aanvraag=aanvraag,
        ingebrekestelling=een.ingebrekestelling,
        uiterlijk=termijn.wettelijk,
        bedrag=een.dwangsom.totaal,
        eerste_dag=een.dwangsom.dagen[0][0],
        laatste_dag=een.dwangsom.dagen[-1][0],
        besluitdatum=dag,
        bevoegdheid=tekent.bevoegdheid,
        mandaat=Mandaat.objects.get(swv=aanvraag.swv, nummer=tekent.mandaat) if tekent.mandaat else None,
        ondertekenaar=tekent.naam,
        functie=tekent.functie,
        genomen_op=op,
        genomen_door=door,
    )
    brieven_maken(aanvraag, Soort.DWANGSOM, op=op)
