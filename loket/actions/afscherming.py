"""What of a child's surroundings must not be read by all addressees, looked up for the decision (afspraken 36, 37)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kern.woorden import opsomming
from loket.models import Aanvraag, Zienswijze
from loket.rules.afscherming import genoemd, zonder_nummer
from scholen.models import Adres, Afscherming

from .brief import Beslissing, adviezen, stem_woorden
from .meelezen import gegevens_van


def afgeschermd_genoemd(aanvraag: Aanvraag, beslissing: Beslissing, dag: date) -> list[str]:
    """The streets and postcodes of this child and its people in the letters: in our words and in what is quoted."""
    return adressen_genoemd(aanvraag, [*_teksten(beslissing), *_aangehaald(aanvraag)], dag)


def adressen_genoemd(aanvraag: Aanvraag, teksten: Iterable[str], dag: date) -> list[str]:
    """Those that stand in these texts, also when nothing is shielded.

    An address of a parent has no place in the letter to the other one.
    """
    leerling = aanvraag.leerling
    if leerling is None:
        return []
    adressen = [leerling.straat, leerling.postcode, *_van_mensen(aanvraag, dag, alleen_geheim=False)]
    if leerling.afscherming == Afscherming.VERBLIJFPLAATS:
        adressen.append(aanvraag.school.naam)
    return genoemd(teksten, filter(None, adressen))


def geheim_adres_fout(aanvraag: Aanvraag, teksten: Iterable[str], dag: date) -> str:
    """Why these words of ours may not go into a letter, or "": a secret address stands in them.

    Only for what can still be changed: what a parent wrote is quoted, and only warned of. Who wrote the name of the
    street does not learn the number.
    """
    leerling = aanvraag.leerling
    if leerling is None:
        return ""
    geheim = _van_mensen(aanvraag, dag, alleen_geheim=True)
    if leerling.afscherming != Afscherming.GEEN:
        geheim += [leerling.straat, leerling.postcode]
    if gevonden := genoemd(teksten, filter(None, geheim)):
        namen = opsomming(dict.fromkeys(zonder_nummer(een) for een in gevonden))
        return f"In de tekst staat een geheim adres: {namen}. Iedereen leest deze tekst. Haal het weg."
    return ""


def geheim_in_besluit(aanvraag: Aanvraag, beslissing: Beslissing, dag: date) -> str:
    """The same for a decision as it is written."""
    return geheim_adres_fout(aanvraag, _teksten(beslissing), dag)


def _aangehaald(aanvraag: Aanvraag) -> list[str]:
    """What every letter quotes of the school, the parents, the child and the experts, whose advice is also enclosed."""
    behoefte, mening = aanvraag.onderdeel_behoefte, aanvraag.onderdeel_mening
    teksten = [behoefte.onderwijsbehoeften, behoefte.belemmeringen, aanvraag.onderdeel_gedaan.grens]
    teksten += [mening.ouders_woorden, mening.leerling_woorden, mening.leerling_niet_reden]
    for advies in adviezen(aanvraag):
        teksten += [advies.motivering, advies.waarom_niet_lichter, advies.bronnen]
    gegeven = Zienswijze.objects.filter(ronde__aanvraag=aanvraag, ronde__intrekking=None, gegeven_op__isnull=False)
    teksten.append(stem_woorden(aanvraag))
    return [*teksten, *(een.woorden for een in gegeven.prefetch_related("samenvattingen").order_by("pk"))]


def _teksten(beslissing: Beslissing) -> list[str]:
    return [waarde for waarde in gegevens_van(beslissing).values() if isinstance(waarde, str)]


def _van_mensen(aanvraag: Aanvraag, dag: date, *, alleen_geheim: bool) -> list[str]:
    rijen = Adres.objects.geldig(dag).filter(betrokkene__gezag__leerling=aanvraag.leerling)
    if alleen_geheim:
        rijen = rijen.filter(adresgeheim=True)
    return [deel for adres in rijen.distinct().order_by("pk") for deel in (adres.straat, adres.postcode)]
