"""From a case to the frozen values of a letter about it; asked again for an addressee who comes later."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from kern.termijnen.awb import dwangsomdagen, eerste_dwangsomdag
from loket import letters
from loket.letters.bericht import Bericht
from loket.models import (
    Aanvraag,
    Aanvraagdwangsom,
    AanvraagIngebrekestelling,
    Aanvulling,
    Arrangementuitkomst,
    Consultadvies,
    Intrekking,
    Tlv,
    Uitstel,
    Zaakbrief,
    Zienswijzeronde,
)
from loket.rules.bezwaar import ingebrekestelling_telt
from loket.rules.deskundigen import deskundigen_nodig

from .aanvulling import onbeantwoord
from .brief import afschriften, afzender, geadresseerde, rechtsmiddelen
from .geadresseerden import Geadresseerde, geadresseerden, mag_plek_niet_weten
from .kanaal import heeft_account
from .oefening import is_voorbeeld
from .toegang import krijgt_code

Soort = Zaakbrief.Soort
ALLEEN_SCHOOL = frozenset({Soort.AANVULLING, Soort.HERINNERING, Soort.DWANGSOM})
"""Who asked must complete it, and gets a penalty; to the family that is no news."""
OP_NAAM = frozenset({Soort.AANBIEDING, Soort.INGEBREKE, Soort.MENING_WEER})
"""Letters to some of the addressees: nobody else gets one when it is dated anew."""
NIET_VAN_HIER = frozenset({Soort.TLV_BLAD})
"""Letters to somebody who is no addressee of the decision."""
SJABLOON = "brieven/zaakbrief.html"
SJABLONEN: dict[type[Any], str] = {
    letters.Aanvraagdwangsombrief: "brieven/dwangsom.html",
    letters.Arrangementbesluitbrief: "brieven/arrangement.html",
    letters.Tlvblad: "brieven/tlv_blad.html",
}
"""The template of a letter that has one of its own."""
VANZELF = frozenset(
    {
        Soort.BEVESTIGING,
        Soort.AANVULLING,
        Soort.HERINNERING,
        Soort.MENING_WEER,
        Soort.ADVIES,
        Soort.ARRANGEMENT,
        Soort.INGEBREKE,
        Soort.TLV_BLAD,
    }
)
"""Messages for which nobody need be asked how they may come: by the portal to who has it (ADR 17). Of ARRANGEMENT only
what is no besluit: whoever makes those letters names nobody by whose act they go."""


@dataclass(frozen=True, kw_only=True)
class Onderwerp:
    """What one letter is about and to whom, on which day."""

    aanvraag: Aanvraag
    soort: str
    aan: Geadresseerde
    dag: date
    uitstel: Uitstel | None = None


def zaakbrief(over: Onderwerp) -> Bericht:
    """All that this letter may say."""
    return MAKEN[over.soort](over, _basis(over))


def geadresseerd(aanvraag: Aanvraag, soort: str, dag: date) -> list[Geadresseerde]:
    """To whom a letter of this kind goes on this day."""
    allen = geadresseerden(aanvraag, dag)
    if soort in ALLEEN_SCHOOL:
        return [aan for aan in allen if aan.school]
    if soort == Soort.AANBIEDING:
        return [aan for aan in allen if krijgt_code(aan.betrokkene or aan.leerling, aanvraag.leerling, dag)]
    if soort == Soort.INGEBREKE:
        schreven = {een.sleutel for een in AanvraagIngebrekestelling.objects.filter(aanvraag=aanvraag)}
        return [aan for aan in allen if aan.sleutel in schreven]
    if soort == Soort.MENING_WEER:
        stil = _ronde(aanvraag).zienswijzen.filter(gegeven_op=None)
        sleutels = {(een.school_id, een.betrokkene_id, een.leerling_id) for een in stil}
        return [aan for aan in allen if aan.sleutel in sleutels]
    return allen


def is_besluit(rij: Zaakbrief) -> bool:
    """Whether this letter makes a decision known, so that six weeks run from its day."""
    if rij.soort == Soort.ARRANGEMENT:
        return Arrangementuitkomst.objects.filter(aanvraag=rij.aanvraag_id, is_besluit=True).exists()
    return rij.soort == Soort.DWANGSOM


def leest_mee(aan: Geadresseerde, dag: date) -> bool:
    """Whether this addressee reads the portal on this day: an account that was ended reads nothing."""
    wie = aan.school or aan.betrokkene or aan.leerling
    return wie is not None and heeft_account(wie, dag)


def gaat_vanzelf(over: Onderwerp) -> bool:
    """Whether this letter goes out by the portal without a person: never where a person must look first (37)."""
    if over.soort not in VANZELF or mag_plek_niet_weten(over.aan, over.aanvraag.leerling):
        return False
    return leest_mee(over.aan, over.dag)


def _basis(over: Onderwerp) -> dict[str, Any]:
    """What every letter about a case holds."""
    aanvraag = over.aanvraag
    assert aanvraag.leerling is not None
    assert aanvraag.ingediend_op is not None
    return {
        "afzender": afzender(aanvraag, over.dag),
        "geadresseerde": geadresseerde(aanvraag, over.aan),
        "kenmerk": aanvraag.kenmerk or "",
        "leerling": letters.Leerling(
            naam=aanvraag.leerling.naam,
            roepnaam=aanvraag.leerling.roepnaam,
            geboortedatum=aanvraag.leerling.geboortedatum,
        ),
        "soort": letters.HULP if aanvraag.uit_aanbod else aanvraag.tlv_soort,
        "schoolnaam": aanvraag.school.naam,
        "aangevraagd_op": timezone.localdate(aanvraag.ingediend_op),
        "tekent": aanvraag.behandelaar.naam if aanvraag.behandelaar else "het loket",
        "voorbeeld": is_voorbeeld(aanvraag.swv),
    }


# --- the turns of a case -----------------------------------------------------------------------------------------


def _bevestiging(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    aanvraag = over.aanvraag
    termijn = aanvraag.termijn(over.dag)
    assert termijn is not None
    assert aanvraag.ontvangstdatum is not None
    return letters.Aanvraagbevestiging(
        **basis,
        ontvangen_op=aanvraag.ontvangstdatum,
        beloofd=termijn.uiterlijk,
        uiterlijk=termijn.wettelijk,
        deskundigen=deskundigen_nodig(aanvraag.soort),
        met_aanbod=krijgt_code(over.aan.betrokkene or over.aan.leerling, aanvraag.leerling, over.dag),
    )


def _aanbieding(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    return letters.Aanbiedingsbrief(**basis)


def _aanvulling(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    gevraagd = _open_aanvulling(over.aanvraag)
    punten = list(gevraagd.punten.all())
    return letters.Aanvullingsbrief(
        **basis,
        nodig=tuple(een.wat for een in punten if een.nodig),
        welkom=tuple(een.wat for een in punten if not een.nodig),
        uitleg=_uitleg(gevraagd),
        tot=gevraagd.hersteltermijn_tot,
    )


def _herinnering(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    gevraagd = _open_aanvulling(over.aanvraag)
    return letters.Aanvulherinnering(
        **basis,
        nodig=tuple(een.wat for een in onbeantwoord(gevraagd)),
        uitleg=_uitleg(gevraagd),
        tot=gevraagd.hersteltermijn_tot,
        gevraagd_op=gevraagd.gevraagd_op,
    )


def _uitleg(gevraagd: Aanvulling) -> str:
    """The words with a request, unless they are the only item and so said already."""
    return "" if [een.wat for een in gevraagd.punten.all()] == [gevraagd.vraag] else gevraagd.vraag


def _open_aanvulling(aanvraag: Aanvraag) -> Aanvulling:
    return aanvraag.aanvullingen.filter(aangevuld_op=None, verlopen_op=None).order_by("-pk")[0]


def _advies(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    advies = Consultadvies.objects.get(aanvraag=over.aanvraag)
    assert advies.uitgebracht_op is not None
    return letters.Adviesbrief(
        **basis | {"tekent": advies.ondertekenaar},
        advies=advies.tekst,
        gegeven_op=timezone.localdate(advies.uitgebracht_op),
        sector=over.aanvraag.swv.sector,
    )


def _arrangement(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    """A besluit names how to object, by post or mail: in the portal one objects to decisions about a TLV only."""
    aanvraag = over.aanvraag
    uit = Arrangementuitkomst.objects.select_related("mandaat").get(aanvraag=aanvraag)
    velden = basis | {
        "tekent": uit.ondertekenaar,
        "toekenning": letters.Toekenning(
            toegekend=uit.toegekend, vorm=uit.vorm, omvang=uit.omvang, begin=uit.begin, eind=uit.eind
        ),
        "motivering": uit.motivering,
        "passende_hulp": uit.passende_hulp,
        "ondersteuningsplan": aanvraag.instelling.ondersteuningsplan,
        "sector": aanvraag.swv.sector,
    }
    if not uit.is_besluit:
        return letters.Arrangementbrief(**velden)
    return letters.Arrangementbesluitbrief(
        **velden,
        besloten_op=uit.besloten_op,
        rechtsmiddelen=dataclasses.replace(rechtsmiddelen(aanvraag), portaal=""),
        ondertekening=letters.Ondertekening(
            naam=uit.ondertekenaar,
            functie=uit.functie,
            bevoegdheid=uit.bevoegdheid,
            mandaat=uit.mandaat.nummer if uit.mandaat else "",
        ),
        afschriften=afschriften(aanvraag, over.aan, geadresseerden(aanvraag, over.dag)),
    )


def _ingebreke(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    school, betrokkene, leerling = over.aan.sleutel
    van_deze = {"school": school, "betrokkene": betrokkene, "leerling": leerling}
    geschreven = AanvraagIngebrekestelling.objects.filter(aanvraag=over.aanvraag, **van_deze)
    een = geschreven.order_by("-ontvangen_op", "-pk")[0]
    termijn = over.aanvraag.termijn(een.ontvangen_op)
    assert termijn is not None
    dag_erna = over.aanvraag.instelling.dwangsom_dag_erna
    eerste = eerste_dwangsomdag(termijn.wettelijk, ingebrekestelling=een.ontvangen_op, dag_erna=dag_erna)
    return letters.Ingebrekebevestiging(
        **basis,
        ontvangen_op=een.ontvangen_op,
        uiterlijk=termijn.wettelijk,
        telt=ingebrekestelling_telt(termijn.wettelijk, ontvangen=een.ontvangen_op),
        eerste_dag=eerste,
        treden=treden(eerste, date.max) if school else (),
        geschreven_op=over.dag,
    )


def _dwangsom(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    besluit = Aanvraagdwangsom.objects.select_related("ingebrekestelling", "mandaat").get(aanvraag=over.aanvraag)
    swv = over.aanvraag.swv
    return letters.Aanvraagdwangsombrief(
        **basis,
        uiterlijk=besluit.uiterlijk,
        gevraagd_op=besluit.ingebrekestelling.ontvangen_op,
        van=besluit.eerste_dag,
        tot=besluit.laatste_dag,
        treden=treden(besluit.eerste_dag, besluit.laatste_dag),
        besloten_dwangsom_op=besluit.besluitdatum,
        ondertekening=letters.Ondertekening(
            naam=besluit.ondertekenaar,
            functie=besluit.functie,
            bevoegdheid=besluit.bevoegdheid,
            mandaat=besluit.mandaat.nummer if besluit.mandaat else "",
        ),
        bezwaar_email=swv.bezwaar_email or swv.email,
        datum_tonen=over.aanvraag.instelling.bezwaardatum_in_brief,
    )


def treden(eerste: date, laatste: date) -> tuple[letters.Trede, ...]:
    """The days of a penalty by what they cost a day, in the order in which they came."""
    dagen = [bedrag for dag, bedrag in dwangsomdagen(eerste, besloten=date.max) if dag <= laatste]
    return tuple(letters.Trede(dagen=len([*groep]), per_dag=bedrag) for bedrag, groep in groupby(dagen))


def _tlv_blad(over: Onderwerp, basis: dict[str, Any]) -> Bericht:
    tlv = Tlv.objects.select_related("besluit").filter(besluit__aanvraag=over.aanvraag).order_by("-pk")[0]
    weg = ("kenmerk", "soort", "schoolnaam", "aangevraagd_op")
    return letters.Tlvblad(
        **{naam: waarde for naam, waarde in basis.items() if naam not in weg},
        kenmerk=tlv.nummer,
        soort=tlv.soort,
        categorie=tlv.categorie,
        begin=tlv.ingangsdatum,
        eind=tlv.geldig_tot,
        gegeven_op=tlv.besluit.besluitdatum,
    )


def _verdaging(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    uitstel = over.uitstel
    assert uitstel is not None
    termijn = over.aanvraag.termijn(timezone.localdate(uitstel.vastgelegd_op))
    assert termijn is not None
    return letters.Verdagingsbrief(**basis, was=termijn.wettelijk, wordt=uitstel.tot, reden=uitstel.reden)


def _intrekking(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    assert over.aanvraag.ingetrokken_op is not None
    dag = timezone.localdate(over.aanvraag.ingetrokken_op)
    return letters.Intrekkingsbrief(**basis, ingetrokken_op=dag, reden=over.aanvraag.intrek_reden)


def _doorzending(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    besluit = over.aanvraag.doorzendingen.get(akkoord=True)
    assert besluit.besloten_op is not None
    dag = timezone.localdate(besluit.besloten_op)
    return letters.Doorzendbrief(**basis, doorgezonden_op=dag, naar=besluit.naar_naam, reden=besluit.reden)


def _zienswijze(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    ronde = _ronde(over.aanvraag)
    return letters.Zienswijzebrief(**basis, tot=ronde.tot, waarover=ronde.waarover, besproken_op=ronde.besproken_op)


def _mening_weer(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    ronde = _ronde(over.aanvraag)
    return letters.Zienswijzeherinnering(
        **basis,
        tot=ronde.tot,
        waarover=ronde.waarover,
        besproken_op=ronde.besproken_op,
        gevraagd_op=ronde.geopend_op,
    )


def _ronde(aanvraag: Aanvraag) -> Zienswijzeronde:
    return aanvraag.zienswijzeronden.filter(intrekking=None).order_by("-pk")[0]


def _voornemen(over: Onderwerp, basis: dict[str, Any]) -> letters.Zaakbrief:
    lijst = Intrekking.objects.filter(tlv__besluit__aanvraag=over.aanvraag).select_related("tlv__besluit")
    intrekking = lijst.order_by("-pk")[0]
    return letters.Voornemenbrief(
        **basis,
        tot=intrekking.reageren_tot,
        waarover=intrekking.voornemen,
        besproken_op=intrekking.gevraagd_op,
        nummer=intrekking.tlv.nummer,
        gegeven_op=intrekking.tlv.besluit.besluitdatum,
    )


MAKEN: dict[str, Callable[[Onderwerp, dict[str, Any]], Bericht]] = {
    Soort.BEVESTIGING: _bevestiging,
    Soort.AANBIEDING: _aanbieding,
    Soort.AANVULLING: _aanvulling,
    Soort.HERINNERING: _herinnering,
    Soort.ADVIES: _advies,
    Soort.ARRANGEMENT: _arrangement,
    Soort.INGEBREKE: _ingebreke,
    Soort.DWANGSOM: _dwangsom,
    Soort.TLV_BLAD: _tlv_blad,
    Soort.VERDAGING: _verdaging,
    Soort.INTREKKING: _intrekking,
    Soort.DOORZENDING: _doorzending,
    Soort.ZIENSWIJZE: _zienswijze,
    Soort.MENING_WEER: _mening_weer,
    Soort.VOORNEMEN: _voornemen,
}
"""Kind → its words, from what is known of the case."""
