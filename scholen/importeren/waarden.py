"""One cell of a file to one value, or to nothing. Codes are text: a number would lose its leading zeros."""

from __future__ import annotations

import re
from datetime import date

BRIN4 = re.compile(r"[0-9]{2}[A-Z]{2}")
BRIN6 = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{2}")
POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,12}")
SWV = re.compile(r"(?:(PO|VO)[ -]?([0-9]{2})[ -]?([0-9]{2})|([0-9]{2})[ -]?([0-9]{2})[ -]?(PO|VO))")
VERBORGEN = re.compile(r"<\s?[0-9]{1,2}|\*{1,3}")
ACHTERVOEGSEL = re.compile(r" (?:GEM\.? .+|GLD|LB|NB|FR|ZH|GN|NH|OV|UT|DR|ZLD)$", re.IGNORECASE)
KLEIN = frozenset({"aan", "bij", "de", "den", "der", "en", "het", "in", "op", "te", "ten", "ter", "'t", "van"})
VASTE_NAMEN = {
    "SUDWEST FRYSLAN": "Súdwest-Fryslân",
    "SÚDWEST FRYSLÂN": "Súdwest-Fryslân",
    "NOARDEAST FRYSLAN": "Noardeast-Fryslân",
    "NOARDEAST FRYSLÂN": "Noardeast-Fryslân",
    "NUENEN CA": "Nuenen c.a.",
    "NUENEN C.A.": "Nuenen c.a.",
    "BERGEN LB": "Bergen (L.)",
    "BERGEN (L.)": "Bergen (L.)",
    "BERGEN NH": "Bergen (NH.)",
    "BERGEN (NH.)": "Bergen (NH.)",
    "GRAFT DE RIJP": "Graft-De Rijp",
}


class Onleesbaar(ValueError):
    """This cell is not what it should be; the message says, in Dutch, what was expected."""


def brin6(instelling: str, vestiging: str) -> str:
    """14AI and 2, 02 or 14AI02 to 14AI02: pupil files print one or two characters, address files six."""
    school, plek = instelling.upper(), vestiging.upper()
    if BRIN6.fullmatch(plek) and plek.startswith(school):
        return plek
    samen = school + plek.zfill(2)
    if not plek or not BRIN6.fullmatch(samen):
        raise Onleesbaar("een vestiging van twee cijfers of zes tekens, zoals 14AI02")
    return samen


def brin4(cel: str) -> str:
    if not BRIN4.fullmatch(cel.upper()):
        raise Onleesbaar("een instellingscode van twee cijfers en twee letters, zoals 14AI")
    return cel.upper()


def nummer(cel: str, cijfers: int, wat: str) -> str:
    """A code of digits with its leading zeros back; empty for an empty cell or only zeros."""
    if not cel.strip("0"):
        return ""
    if not (cel.isascii() and cel.isdigit() and len(cel) <= cijfers):
        raise Onleesbaar(f"{wat} van hoogstens {cijfers} cijfers")
    return cel.zfill(cijfers)


def postcode(cel: str) -> str:
    if not cel:
        return ""
    gevonden = POSTCODE.fullmatch(cel.upper())
    if not gevonden:
        raise Onleesbaar("een postcode zoals 2511 AB")
    return f"{gevonden[1]} {gevonden[2]}"


def aantal(cel: str) -> tuple[int | None, str] | None:
    """A count, or what DUO printed to hide it; None for an empty cell. No school has a million pupils."""
    if not cel:
        return None
    if cel.isascii() and cel.isdigit() and len(cel) <= 6:
        return int(cel), ""
    if VERBORGEN.fullmatch(cel):
        return None, cel.replace(" ", "")
    raise Onleesbaar("een getal, of <5 of * als DUO het niet toont")


def telefoon(cel: str) -> str:
    """Ten digits; an API export that lost the zero gets it back. Empty when it is no Dutch number."""
    cijfers = re.sub(r"[^0-9]", "", cel)
    cijfers = re.sub(r"^(0031|31)(?=[1-9][0-9]{8}$)", "0", cijfers)
    if len(cijfers) == 9 and cijfers[0] != "0":
        cijfers = f"0{cijfers}"
    return cijfers if re.fullmatch(r"0[0-9]{9}", cijfers) else ""


def website(cel: str) -> str:
    """A link that works, with scheme. Empty for what is no web address, such as a phone number."""
    plan, kaal = re.fullmatch(r"(https?://)?(.*?)[/.]*", cel.replace(" ", ""), re.IGNORECASE | re.DOTALL).groups()  # type: ignore[union-attr]
    host, streep, pad = kaal.partition("/")
    host = re.sub(r"^(?:vwvw|wwww?|ww)\.", "www.", host.lower())
    if not HOST.fullmatch(host) or (host.startswith("www.") and host.count(".") < 2):
        return ""
    return f"{(plan or 'https://').lower()}{host}{streep}{pad}"[:200]


def swv(cel: str) -> str:
    """PO2815 from any of the spellings in use: PO 28-15, 2815PO, PO-28-15. Empty for an empty cell."""
    if not cel:
        return ""
    gevonden = SWV.fullmatch(cel.upper())
    if not gevonden:
        raise Onleesbaar("een code van een samenwerkingsverband, zoals PO2815")
    return f"{gevonden[1]}{gevonden[2]}{gevonden[3]}" if gevonden[1] else f"{gevonden[6]}{gevonden[4]}{gevonden[5]}"


def plaatsnaam(cel: str) -> str:
    """`KATWIJK ZH` to Katwijk, `S GRAVENHAGE` to 's-Gravenhage. For reading only: join on numbers, never on this."""
    kaal = ACHTERVOEGSEL.sub("", cel)
    kaal = re.sub(r"^'?S[ -](?=[A-Z])", "'s-", kaal, flags=re.IGNORECASE)
    if not kaal.removeprefix("'s-").isupper():
        return kaal
    woorden = [_woord(woord, eerste=plek == 0) for plek, woord in enumerate(kaal.split(" "))]
    return " ".join(woorden)


def gemeentenaam(cel: str) -> str:
    """As plaatsnaam, with the names that DUO prints without accents or in short."""
    return VASTE_NAMEN.get(cel.upper().replace("-", " "), plaatsnaam(cel))


def _woord(woord: str, *, eerste: bool) -> str:
    laag = woord.lower()
    if laag in KLEIN and (not eerste or laag == "'t"):
        return laag
    return "-".join(_deel(deel) for deel in laag.split("-"))


def _deel(deel: str) -> str:
    if deel == "'s":
        return deel
    if deel.startswith("ij"):
        return f"IJ{deel[2:]}"
    return re.sub(r"^([^a-zà-ÿ0-9]*)([a-zà-ÿ])", lambda begin: begin[1] + begin[2].upper(), deel)


def dag(cel: str) -> date:
    """2026-08-01, 01-08-2026 or 20260801."""
    for patroon, volgorde in (
        (r"([0-9]{4})-([0-9]{2})-([0-9]{2})", (1, 2, 3)),
        (r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", (3, 2, 1)),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", (1, 2, 3)),
    ):
        gevonden = re.fullmatch(patroon, cel)
        if gevonden:
            jaar, maand, dagnummer = (int(gevonden[groep]) for groep in volgorde)
            try:
                return date(jaar, maand, dagnummer)
            except ValueError:
                break
    raise Onleesbaar("een datum zoals 2026-08-01")


def dag_uit_naam(bestand: str) -> tuple[date, bool] | None:
    """The date in a file name and whether it is more than a year: 2026-08 is 1 August, 2018 alone 1 January."""
    gevonden = re.search(
        r"(?<![0-9])((?:19|20)[0-9]{2})(?:[-_.]?([01][0-9])(?:[-_.]?([0-3][0-9]))?)?(?![0-9])", bestand
    )
    if not gevonden:
        return None
    try:
        return date(int(gevonden[1]), int(gevonden[2] or 1), int(gevonden[3] or 1)), bool(gevonden[2])
    except ValueError:
        return None
