"""What the pattern of a TLV number must hold (afspraak 15). Pure."""

from __future__ import annotations

import re

from kern.woorden import opsomming

NUMMERDELEN = ("{SWV}", "{JJ}", "{SOORT}", "{NNNN}")
LANGSTE = 24


def nummer_fout(sjabloon: str) -> str:
    """What is wrong with it, as a sentence without an end; "" when it is right."""
    if ontbreekt := [deel for deel in NUMMERDELEN if deel not in sjabloon]:
        return f"In het nummer ontbreekt {opsomming(ontbreekt)}"
    rest = re.sub(r"\{(SWV|JJ|SOORT|NNNN)\}", "", sjabloon)
    voorbeeld = sjabloon
    for deel, waarde in zip(NUMMERDELEN, ("PO2815", "26", "LWOO", "0001"), strict=True):
        voorbeeld = voorbeeld.replace(deel, waarde)
    if not re.fullmatch(r"[A-Z0-9-]*", rest) or len(voorbeeld) > LANGSTE:
        return f"Gebruik hoofdletters, cijfers en streepjes. Het nummer is hoogstens {LANGSTE} tekens lang"
    return ""
