"""Asking about the own data under the AVG, and answering it (R-PRIV-06; AVG 12, 15, 16 and 17)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.houdt import wat_houdt
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag, Ouderverklaring, Privacyverzoek, Tlv
from loket.rules.privacy import VRAAGT_ZELF, verlengen_kan
from scholen.models import GezagSoort, Leerling
from scholen.rules import leeftijd
from scholen.scopes import vertegenwoordigd

P = Permissie
Soort = Privacyverzoek.Soort
BLIJVEND = (GezagSoort.CURATOR, GezagSoort.MENTOR, GezagSoort.GEMACHTIGDE)
"""Who asks for somebody of 16 or older too: appointed by a judge, or by the pupil."""


def waarom_niet_vragen(leerling: Leerling, gebruiker: Gebruiker, dag: date) -> str:
    """Why this user, who may read the dossier, cannot ask about these data; empty when it can (UAVG 5 lid 5)."""
    if leerling.gebruiker_id == gebruiker.pk or leeftijd(leerling.geboortedatum, dag) < VRAAGT_ZELF:
        return ""
    if vertegenwoordigd(gebruiker, dag).filter(leerling=leerling, soort__in=BLIJVEND).exists():
        return ""
    zin = gettext("{kind} is {jaren} jaar of ouder en vraagt dit zelf. Gaat het over u? Bel ons.")
    return zin.format(kind=leerling.roepnaam, jaren=VRAAGT_ZELF)


@transaction.atomic
def privacy_vragen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    soort: str,
    wat: str = "",
    moet_zijn: str = "",
    reden: str = "",
) -> Privacyverzoek:
    """Ask in this dossier to mend a fact, to see everything, or to throw it away. Http404 when it is not there."""
    zaken = Aanvraag.objects.visible_to(door, P.DOSSIER_LEZEN).select_for_update(of=("self",))
    rij = get_object_or_404(zaken, pk=aanvraag.pk)
    assert rij.leerling is not None
    if waarom := waarom_niet_vragen(rij.leerling, door, timezone.localdate(op)):
        raise NietMogelijk(waarom)
    wat, moet_zijn, reden = wat.strip(), moet_zijn.strip(), reden.strip()
    if soort == Soort.CORRECTIE and not (wat and moet_zijn and reden):
        raise NietMogelijk(gettext("Schrijf op wat er niet klopt, wat er moet staan en waarom."))
    mijn = rij.privacyverzoeken.filter(gevraagd_door=door, soort=soort, beantwoord_op=None)
    if soort != Soort.CORRECTIE and mijn.exists():
        raise NietMogelijk(gettext("U vroeg dit al. Wij zijn ermee bezig."))
    verzoek: Privacyverzoek = Privacyverzoek.objects.create(
        leerling=rij.leerling,
        aanvraag=rij,
        soort=soort,
        wat=wat,
        moet_zijn=moet_zijn,
        reden=reden,
        gevraagd_op=op,
        gevraagd_door=door,
    )
    vastleggen("privacy_vragen", verzoek, door=door, op=op, soort=soort)
    if rij.behandelaar is not None and rij.behandelaar.is_active:
        melden(wie=rij.behandelaar, sleutel=f"privacy-{verzoek.public_id}", op=op)
    return verzoek


@transaction.atomic
def privacy_verlengen(verzoek: Privacyverzoek, *, door: Gebruiker, op: datetime, reden: str) -> Privacyverzoek:
    """Take two months more, once and within the first month; the asker reads why (AVG 12 lid 3)."""
    rij = _open(verzoek, door)
    if rij.verlengd_op is not None:
        raise NietMogelijk("De termijn is al een keer verlengd.")
    if not verlengen_kan(rij.gevraagd, timezone.localdate(op)):
        raise NietMogelijk("Verlengen kan alleen in de eerste maand. Antwoord zo snel mogelijk.")
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom het langer duurt.")
    rij.verlengd_op, rij.verlengd_door, rij.verlengreden = op, door, reden.strip()
    rij.save()
    vastleggen("privacy_verlengen", rij, door=door, op=op)
    _bericht_aan_vrager(rij, "verlengd", op)
    return rij


@transaction.atomic
def privacy_beantwoorden(
    verzoek: Privacyverzoek,
    *,
    door: Gebruiker,
    op: datetime,
    uitkomst: str,
    antwoord: str,
    gegeven_op: date | None = None,
    derden_bekeken: bool = False,
    weg_op: date | None = None,
) -> Privacyverzoek:
    """Answer yes with what was done, or no with the reason; the asker reads it, and it never changes.

    gegeven_op and derden_bekeken: for a copy; weg_op: for throwing away. Of another kind or a no they are left out.
    """
    rij = _open(verzoek, door)
    if uitkomst not in Privacyverzoek.Uitkomst.values or not antwoord.strip():
        raise NietMogelijk("Kies ja of nee, en schrijf op wat je hebt gedaan of waarom niet.")
    ja = uitkomst == Privacyverzoek.Uitkomst.JA
    if ja and rij.soort == Soort.INZAGE:
        if not derden_bekeken:
            raise NietMogelijk("Kijk eerst na of er iets over anderen in de kopie staat.")
        if gegeven_op is None or not rij.gevraagd <= gegeven_op <= timezone.localdate(op):
            raise NietMogelijk("Vul in op welke dag je de kopie gaf. Dat is na de vraag en niet in de toekomst.")
        rij.gegeven_op, rij.derden_bekeken = gegeven_op, True
    if ja and rij.soort == Soort.VERWIJDEREN:
        if weg_op is None:
            raise NietMogelijk("Kies op welke dag het dossier wordt verwijderd.")
        if fout := _te_vroeg_weg(rij, weg_op, timezone.localdate(op)):
            raise NietMogelijk(fout)
        rij.weg_op = weg_op
    rij.uitkomst, rij.antwoord = uitkomst, antwoord.strip()
    rij.beantwoord_op, rij.beantwoord_door = op, door
    rij.save()
    vastleggen("privacy_beantwoorden", rij, door=door, op=op, uitkomst=uitkomst)
    _bericht_aan_vrager(rij, "antwoord", op)
    return rij


@transaction.atomic
def verklaring_toevoegen(verzoek: Privacyverzoek, *, door: Gebruiker, op: datetime, tekst: str) -> Ouderverklaring:
    """Leave the own words beside a fact that was not mended; they stay with the dossier (R-PRIV-06)."""
    mijn = Privacyverzoek.objects.visible_to(door, P.DOSSIER_LEZEN).select_for_update(of=("self",))
    rij = get_object_or_404(mijn, pk=verzoek.pk, gevraagd_door=door)
    if not verklaring_kan(rij):
        raise NietMogelijk(gettext("U kunt hier nu geen verklaring bij schrijven."))
    if not tekst.strip():
        raise NietMogelijk(gettext("Schrijf op wat er bij het dossier moet staan."))
    verklaring: Ouderverklaring = Ouderverklaring.objects.create(verzoek=rij, tekst=tekst.strip(), op=op, door=door)
    vastleggen("verklaring_toevoegen", verklaring, door=door, op=op)
    return verklaring


def verklaring_kan(verzoek: Privacyverzoek) -> bool:
    """Whether a statement can be added: a correction that was refused, and none is there yet."""
    geweigerd = verzoek.soort == Soort.CORRECTIE and verzoek.uitkomst == Privacyverzoek.Uitkomst.NEE
    return geweigerd and not hasattr(verzoek, "verklaring")


def _te_vroeg_weg(verzoek: Privacyverzoek, weg_op: date, dag: date) -> str:
    """Why nobody can be promised that it is gone on that day, for it would stay all the same; empty when it can."""
    if weg_op < dag:
        return "Kies vandaag of later."
    einden = Tlv.objects.filter(besluit__aanvraag=verzoek.aanvraag).values_list("vervaldatum", flat=True)
    laatste = max((een for een in einden if een), default=None)
    if laatste is not None and weg_op <= laatste:
        return f"De TLV geldt nog tot en met {laatste:%d-%m-%Y}. Kies een latere dag."
    later = [een for een in wat_houdt(verzoek, dag) if een.vanaf is not None and een.vanaf > weg_op]
    if later:
        langste = max(later, key=lambda een: een.vanaf or weg_op)
        return f"Dit kan pas weg vanaf {langste.vanaf:%d-%m-%Y}. {langste.zin}"
    return ""


def _open(verzoek: Privacyverzoek, door: Gebruiker) -> Privacyverzoek:
    """The request, locked, for who may answer it. Http404 when this user does not see it as such."""
    zichtbaar = Privacyverzoek.objects.visible_to(door, P.PRIVACY_BEANTWOORDEN).select_for_update(of=("self",))
    rij = get_object_or_404(zichtbaar, pk=verzoek.pk)
    if rij.beantwoord_op is not None:
        raise NietMogelijk("Dit is al beantwoord.")
    return rij


def _bericht_aan_vrager(rij: Privacyverzoek, wat: str, op: datetime) -> None:
    """Only to who can still read it: not to somebody who lost gezag since. To object to a no there is a last day."""
    vrager = rij.gevraagd_door
    if vrager.is_active and Privacyverzoek.objects.visible_to(vrager, P.DOSSIER_LEZEN).filter(pk=rij.pk).exists():
        nee = rij.uitkomst == Privacyverzoek.Uitkomst.NEE
        melden(wie=vrager, sleutel=f"privacy-{wat}-{rij.public_id}", op=op, dringend=nee)
