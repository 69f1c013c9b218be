"""The copy from its beginning to its release: gather, have somebody look at everything, and answer with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.taken import aanstoten
from loket.actions.privacy import privacy_beantwoorden
from loket.models import Inzagepakket, Inzagestuk, Privacyverzoek
from loket.rules.inzage import ophalen_tot
from loket.rules.maskeren import staat_in

from .bronnen import Gevonden, alles_over
from .wie import rond

P = Permissie
LEASE = timedelta(minutes=5)
MAX_POGINGEN = 10
TAAK = "loket.tasks.inzage_bijwerken"


@transaction.atomic
def kopie_beginnen(verzoek: Privacyverzoek, *, door: Gebruiker, op: datetime) -> Inzagepakket:
    """Have everything about the child gathered for this request; begun already, have it looked for anew."""
    rij = _open_verzoek(verzoek, door)
    pakket, nieuw = Inzagepakket.objects.get_or_create(verzoek=rij, defaults={"gevraagd_op": op, "gevraagd_door": door})
    if not nieuw:
        Inzagepakket.objects.filter(pk=pakket.pk).update(verzameld_op=None, pogingen=0, laatste_fout="")
    vastleggen("kopie_beginnen", pakket, door=door, op=op)
    aanstoten(TAAK, pakket_id=pakket.pk)
    return pakket


def te_verzamelen(*, op: datetime) -> QuerySet[Inzagepakket]:
    """Copies for which all must still be gathered, and that nobody is at."""
    vrij = Q(lease_tot__isnull=True) | Q(lease_tot__lte=op)
    return Inzagepakket.objects.filter(vrij, verzameld_op=None, vrijgegeven_op=None, pogingen__lt=MAX_POGINGEN)


def kopie_verzamelen(pakket_id: int, *, op: datetime) -> bool:
    """Gather for this copy. True when done now; safe to run twice, late, or to be killed anywhere."""
    if not te_verzamelen(op=op).filter(pk=pakket_id).update(lease_tot=op + LEASE, pogingen=F("pogingen") + 1):
        return False
    try:
        with transaction.atomic():
            pakket = Inzagepakket.objects.select_for_update(of=("self",)).get(pk=pakket_id)
            bijwerken(pakket, eerste=not pakket.stukken.exists())
            Inzagepakket.objects.filter(pk=pakket_id).update(verzameld_op=op, lease_tot=None, laatste_fout="")
    except Exception as fout:
        reden = f"Verzamelen lukte niet ({type(fout).__name__})."
        Inzagepakket.objects.filter(pk=pakket_id).update(laatste_fout=reden, lease_tot=None)
        raise
    return True


def bijwerken(pakket: Inzagepakket, *, eerste: bool) -> int:
    """Lay what is there now beside what was found before; gives how much is new or changed and must be looked at."""
    gevonden = alles_over(rond(pakket.verzoek))
    oud = {een.sleutel: een for een in pakket.stukken.all()}
    anders = 0
    for een in gevonden:
        vorig = oud.pop(een.sleutel, None)
        if vorig is not None and vorig.afdruk == een.vingerafdruk:
            continue
        stuk = vorig or Inzagestuk(pakket=pakket, sleutel=een.sleutel)
        _overnemen(stuk, een, nieuw=not eerste)
        anders += stuk.te_bekijken
    for weg in oud.values():  # what is no longer there does not go along
        weg.delete()
    return anders


def _overnemen(stuk: Inzagestuk, een: Gevonden, *, nieuw: bool) -> None:
    stuk.soort, stuk.titel, stuk.dag, stuk.aantal = een.soort, een.titel, een.dag, een.aantal
    stuk.mee, stuk.reden, stuk.kijken, stuk.dicht = een.mee, een.reden, een.kijken, een.dicht
    stuk.velden, stuk.verborgen = [list(veld) for veld in een.velden], een.verborgen
    stuk.bestand, stuk.bestandsnaam = een.bestand, een.bestandsnaam[:150]
    stuk.afdruk, stuk.nieuw = een.vingerafdruk, nieuw
    stuk.bekeken_op, stuk.bekeken_door, stuk.weg, stuk.waarom_weg, stuk.vervanging = None, None, False, "", None
    stuk.maskers = [masker for masker in stuk.maskers if staat_in(masker, (tekst for _, tekst in een.velden))]
    stuk.save()


@transaction.atomic
def stuk_bekijken(
    stuk: Inzagestuk,
    *,
    door: Gebruiker,
    op: datetime,
    weg: bool = False,
    waarom_weg: str = "",
    maskers: Sequence[str] = (),
    vervanging: Inhoud | None = None,
    vervanging_weg: bool = False,
) -> Inzagestuk:
    """Say of one thing whether it goes along, and what of it is hidden. maskers: all passages, as they stand there.

    vervanging: the same file in which others were made unreadable; vervanging_weg: the file as it was, after all.
    """
    rij = _stuk(stuk, door)
    if weg and not waarom_weg.strip():
        raise NietMogelijk("Schrijf op waarom dit niet meegaat.")
    passages = list(dict.fromkeys(een.strip() for een in maskers if een.strip()))
    for passage in passages:
        if not staat_in(passage, (tekst for _, tekst in rij.velden)):
            raise NietMogelijk(f"‘{passage[:60]}’ staat er niet. Neem de woorden precies over.")
    if vervanging is not None and rij.bestand is None:
        raise NietMogelijk("Hier hoort geen bestand bij.")
    rij.weg, rij.waarom_weg, rij.maskers = weg, waarom_weg.strip() if weg else "", passages
    rij.vervanging = vervanging or (None if vervanging_weg else rij.vervanging)
    rij.bekeken_op, rij.bekeken_door = op, door
    rij.save()
    vastleggen("stuk_bekijken", rij, door=door, op=op, weg=weg, passages=len(passages), vervangen=bool(rij.vervanging))
    return rij


def waarom_niet_vrij(pakket: Inzagepakket) -> str:
    """Why this copy cannot be released yet; empty when it can."""
    if pakket.vrijgegeven_op is not None:
        return "Deze kopie is al vrijgegeven."
    if pakket.verzameld_op is None:
        return "Wij verzamelen nog. Wacht even en laad de pagina opnieuw."
    open_ = sum(een.te_bekijken for een in pakket.stukken.all())
    if open_:
        return f"Kijk eerst alles na: nog {open_} te gaan."
    wacht = pakket.stukken.filter(mee=True, weg=False).exclude(vervanging=None)
    if any(een.vervanging is None or not een.vervanging.is_vrij for een in wacht.select_related("vervanging")):
        return "Een bestand wordt nog op virussen gecontroleerd. Probeer het zo opnieuw."
    return ""


def kopie_vrijgeven(pakket: Inzagepakket, *, door: Gebruiker, op: datetime, antwoord: str) -> Inzagepakket:
    """Answer the request with this copy. What came in since it was gathered is looked for first, and shown as new."""
    with transaction.atomic():
        rij = _open_pakket(pakket, door)
        if rij.verzameld_op is not None and rij.vrijgegeven_op is None:
            bijwerken(rij, eerste=False)  # stays, also when the release is refused
    with transaction.atomic():
        rij = _open_pakket(pakket, door)
        if waarom := waarom_niet_vrij(rij):
            raise NietMogelijk(waarom)
        dag = timezone.localdate(op)
        privacy_beantwoorden(
            rij.verzoek, door=door, op=op, uitkomst="ja", antwoord=antwoord, gegeven_op=dag, derden_bekeken=True
        )
        rij.vrijgegeven_op, rij.vrijgegeven_door, rij.tot = op, door, ophalen_tot(dag)
        rij.lease_tot, rij.pogingen = None, 0
        rij.save()
        mee = sum(een.gaat_mee for een in rij.stukken.all())
        vastleggen("kopie_vrijgeven", rij, door=door, op=op, mee=mee)
        aanstoten(TAAK, pakket_id=rij.pk)
    return rij


def _open_verzoek(verzoek: Privacyverzoek, door: Gebruiker) -> Privacyverzoek:
    zichtbaar = Privacyverzoek.objects.visible_to(door, P.PRIVACY_BEANTWOORDEN).select_for_update(of=("self",))
    rij: Privacyverzoek = get_object_or_404(zichtbaar, pk=verzoek.pk, soort=Privacyverzoek.Soort.INZAGE)
    if rij.beantwoord_op is not None:
        raise NietMogelijk("Dit is al beantwoord.")
    return rij


def _open_pakket(pakket: Inzagepakket, door: Gebruiker) -> Inzagepakket:
    zichtbaar = Inzagepakket.objects.visible_to(door, P.PRIVACY_BEANTWOORDEN).select_for_update(of=("self",))
    rij: Inzagepakket = get_object_or_404(zichtbaar.select_related("verzoek"), pk=pakket.pk)
    return rij


def _stuk(stuk: Inzagestuk, door: Gebruiker) -> Inzagestuk:
    """A thing that goes along by rule, in a copy that was not released, and that staff may read."""
    zichtbaar = Inzagestuk.objects.visible_to(door, P.PRIVACY_BEANTWOORDEN).select_for_update(of=("self",))
    rij: Inzagestuk = get_object_or_404(zichtbaar.select_related("pakket"), pk=stuk.pk, mee=True, dicht=False)
    if rij.pakket.vrijgegeven_op is not None:
        raise NietMogelijk("Deze kopie is al vrijgegeven.")
    return rij
