"""The period and the number of a TLV. Pure."""

from __future__ import annotations

import re
from datetime import date

from kern.termijnen.schooljaar import eerste_dag, laatste_dag, schooljaar

MAX_SCHOOLJAREN = {"SBO": 2, "SO": 4, "VSO": 4}
"""R-TLV-12 and afspraak 24: what holds when the ondersteuningsplan of the SWV says nothing else."""
LAATSTE_LEEFTIJD = {"SBO": 14, "SO": 14, "VSO": 20}
"""The pupil leaves at the end of the school year of this birthday (WPO 39 lid 4; WEC 39)."""
TOELATINGSLEEFTIJD = 4
"""WPO 39 and WEC 39: from the fourth birthday."""
NUMMER = re.compile(r"[A-Z0-9-]{1,24}")


def tlv_periode_fouten(
    soort: str,
    *,
    start: date,
    eind: date | None,
    geboortedatum: date,
    besluitdatum: date,
    emb: bool = False,
    max_schooljaren: int | None = None,
) -> list[str]:
    """Why this period cannot be granted, as sentences that say what to do; [] when it can (R-TLV-10 to 14, P1-P12).

    soort: SBO, SO, VSO, PRO or LWOO. start and eind are inclusive; eind may be None for PRO. max_schooljaren: what the
    ondersteuningsplan allows, None for the default (SBO 2, SO and VSO 4); with emb there is none but the age.
    """
    fouten = []
    if start < besluitdatum:
        fouten.append("Kies een ingangsdatum op of na de dag van het besluit.")
    vierde = verjaardag(geboortedatum, TOELATINGSLEEFTIJD)
    if start < vierde:
        fouten.append(f"Kies een ingangsdatum op of na de vierde verjaardag ({_kort(vierde)}).")
    if eind is None:
        return fouten if soort == "PRO" else [*fouten, "Vul een einddatum in."]
    if eind <= start:
        return [*fouten, "Kies een einddatum na de ingangsdatum."]
    if soort in ("SBO", "SO", "VSO", "LWOO") and (eind.month, eind.day) != (7, 31):
        fouten.append("Kies als einddatum een 31 juli: een verklaring loopt tot het einde van een schooljaar.")
    return fouten + _duur_fouten(soort, start, eind, geboortedatum, emb, max_schooljaren)


def _duur_fouten(
    soort: str, start: date, eind: date, geboortedatum: date, emb: bool, max_schooljaren: int | None
) -> list[str]:
    fouten = []
    minimum = tlv_einde_standaard(soort, start=start, schooljaren=1)
    if soort in ("SO", "VSO", "LWOO") and eind < minimum:
        fouten.append(f"Kies een einddatum op of na {_kort(minimum)}: er hoort minstens één heel schooljaar in.")
    hoogstens = max_schooljaren if max_schooljaren is not None else MAX_SCHOOLJAREN.get(soort)
    if (
        hoogstens is not None
        and not emb
        and eind > (grens := tlv_einde_standaard(soort, start=start, schooljaren=hoogstens))
    ):
        fouten.append(f"Kies een einddatum tot en met {_kort(grens)}: langer mag niet volgens het ondersteuningsplan.")
    if soort in LAATSTE_LEEFTIJD and eind > (einde := einde_schoolsoort(soort, geboortedatum)):
        fouten.append(f"Kies een einddatum tot en met {_kort(einde)}: daarna is de leerling te oud voor deze soort.")
    return fouten


def tlv_einde_standaard(
    soort: str,
    *,
    start: date,
    schooljaren: int = 1,
    emb: bool = False,
    geboortedatum: date | None = None,
) -> date:
    """The 31 July on which a TLV of so many whole school years ends, plus the rest of a running one (R-TLV-10).

    With emb (needs geboortedatum): the end of the school career in SO or VSO (R-TLV-14, P9 and P10).
    """
    if emb:
        if geboortedatum is None:
            raise ValueError("Voor een EMB-verklaring is de geboortedatum nodig.")
        return einde_schoolsoort(soort, geboortedatum)
    jaar = schooljaar(start)
    return laatste_dag(jaar + schooljaren - (1 if start == eerste_dag(jaar) else 0))


def einde_schoolsoort(soort: str, geboortedatum: date) -> date:
    """31 July of the school year in which the pupil gets too old for this kind: 14 for SBO and SO, 20 for VSO."""
    return laatste_dag(schooljaar(verjaardag(geboortedatum, LAATSTE_LEEFTIJD[soort])))


def verjaardag(geboortedatum: date, leeftijd: int) -> date:
    """The day on which somebody reaches this age; born on 29 February: 1 March in a year without that day."""
    jaar = geboortedatum.year + leeftijd
    try:
        return geboortedatum.replace(year=jaar)
    except ValueError:
        return date(jaar, 3, 1)


def tlv_nummer(sjabloon: str, *, swv: str, schooljaar: int, soort: str, volgnummer: int) -> str:
    """The number by the template of the SWV: {SWV}, {JJ} twice for 2526, {SOORT}, {NNNN} (R-NUM-04, afspraak 15).

    schooljaar is its first calendar year. Raises ValueError when the result is longer than 24 characters or holds
    anything but capitals, digits and dashes.
    """
    begin, volgend = f"{schooljaar % 100:02d}", f"{(schooljaar + 1) % 100:02d}"
    nummer = sjabloon.replace("{JJ}", begin, 1).replace("{JJ}", volgend, 1)
    nummer = nummer.replace("{SWV}", swv).replace("{SOORT}", soort).replace("{NNNN}", f"{volgnummer:04d}")
    if not NUMMER.fullmatch(nummer):
        raise ValueError("Het sjabloon voor TLV-nummers geeft geen geldig nummer.")
    return nummer


def _kort(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"
