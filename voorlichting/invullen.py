"""What stands in the place of placeholders: the settings of an SWV, in words of the page and as links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext, gettext_noop, ngettext

from scholen.models import Instelling, School, TlvSoort, Werkgebied

from .rules.opmaak import Waarde
from .rules.plekken import BEZWAARTERMIJN_WEKEN

LEEG = Waarde("")
SOORTEN: dict[str, str] = {
    TlvSoort.SBO: gettext_noop("speciaal basisonderwijs"),
    TlvSoort.SO: gettext_noop("speciaal onderwijs"),
    TlvSoort.VSO: gettext_noop("voortgezet speciaal onderwijs"),
    TlvSoort.PRO: gettext_noop("praktijkonderwijs"),
    TlvSoort.LWOO: gettext_noop("leerwegondersteunend onderwijs"),
}
"""The labels of the kinds, where they can be translated."""


def waarden(instelling: Instelling, dag: date) -> Mapping[str, Waarde]:
    """The value of every placeholder on this day; without text where the SWV has set nothing."""
    swv, van = instelling.swv, instelling
    scholen = School.objects.deelnemend(swv, dag).count() if swv.pk else 0
    gebieden = Werkgebied.objects.filter(swv=swv).count() if swv.pk else 0
    teksten = {
        "naam": swv.naam,
        "adres": f"{swv.straat}, {swv.postcode} {swv.plaats}" if swv.plaats else "",
        "postadres": swv.schrijfadres if swv.postadres or swv.plaats else "",
        "bezwaarcommissie": van.bezwaarcommissie,
        "steunpunt": van.steunpunt_naam,
        "termijn_tlv": _weken(van.servicenorm_weken),
        "termijn_controle": _werkdagen(van.controle_werkdagen),
        "termijn_aanvullen": _dagen(van.hersteltermijn_dagen),
        "termijn_advies": _dagen(van.advies_dagen),
        "termijn_mening": _dagen(van.zienswijze_dagen),
        "termijn_bezwaar": _weken(BEZWAARTERMIJN_WEKEN),
        "ondersteuningsplan": van.ondersteuningsplan,
        "soorten_tlv": _opsomming([gettext(SOORTEN[soort]) for soort in van.tlv_soorten]),
        "ib": van.woord_ib,
        "leerling": van.woord_leerling,
        "aantal_scholen": str(scholen or ""),
        "aantal_werkgebieden": str(gebieden or ""),
    }
    return {naam: Waarde(tekst) for naam, tekst in teksten.items()} | {
        "telefoon": telefoon(swv.telefoon),
        "email": _mail(swv.email),
        "bezwaar_email": _mail(swv.bezwaar_email or swv.email),
        "website": _web(swv.website),
        "steunpunt_telefoon": telefoon(van.steunpunt_telefoon),
        "steunpunt_website": _web(van.steunpunt_website),
    }


def telefoon(nummer: str) -> Waarde:
    """A number that a telephone can call, as it is written."""
    cijfers = re.sub(r"[^\d+]", "", nummer)
    return Waarde(nummer, f"tel:+31{cijfers[1:]}" if cijfers.startswith("0") else f"tel:{cijfers}") if nummer else LEEG


def _mail(adres: str) -> Waarde:
    return Waarde(adres, f"mailto:{adres}") if adres else LEEG


def _web(adres: str) -> Waarde:
    return Waarde(adres, adres if adres.startswith("http") else f"https://{adres}") if adres else LEEG


def _weken(getal: int) -> str:
    return ngettext("{aantal} week", "{aantal} weken", getal).format(aantal=getal)


def _werkdagen(getal: int) -> str:
    return ngettext("{aantal} werkdag", "{aantal} werkdagen", getal).format(aantal=getal)


def _dagen(getal: int) -> str:
    return ngettext("{aantal} dag", "{aantal} dagen", getal).format(aantal=getal)


def _opsomming(delen: list[str]) -> str:
    if len(delen) < 2:
        return "".join(delen)
    return gettext("{eerst} en {laatst}").format(eerst=", ".join(delen[:-1]), laatst=delen[-1])
