"""Who gets which menu (ux.md §2): data, one tuple per role. What is not built or not there for you is not shown."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import is_valid_path
from django.utils.translation import gettext_noop

from kern.gebruikers.rollen import Rol
from scholen.onderdelen import is_uit

Regel = tuple[str, str]

OPENBAAR: tuple[Regel, ...] = (
    (gettext_noop("Voor ouders"), "/ouders/"),
    (gettext_noop("Voor professionals"), "/professionals/"),
    (gettext_noop("Onze scholen"), "/scholen/"),
    (gettext_noop("Thuiszitters"), "/thuiszitters-info/"),
    (gettext_noop("Over ons"), "/over-ons/"),
    ("Contact", "/contact/"),
)

TAAL = re.compile(r"/talen/[a-z]{2}(?=/)")
"""Where a page speaks another language: only what does so too is in its menu."""
IN_TAAL: tuple[Regel, ...] = (
    (gettext_noop("Zo gaat het"), "/"),
    (gettext_noop("Zoek een school"), "/scholen/"),
    (gettext_noop("Steunpunt"), "/steunpunt/"),
)

_SCHOOL: tuple[Regel, ...] = (
    ("Mijn aanvragen", "/school/"),
    ("Aanmeldingen", "/school/aanmeldingen/"),
    ("Arrangementen", "/arrangementen/"),
    ("Uren", "/uren/"),
    ("Thuiszitters", "/thuiszitters/"),
    ("Overleggen", "/loket/overleggen/"),
    ("Vragen", "/loket/vragen-van-ouders/"),
    ("TLV’s", "/school/tlv/"),
    ("Overgangen", "/school/overgangen/"),
    ("Aanbod", "/aanbod/"),
    ("Mijn school", "/school/profiel/"),
    ("Budgetten", "/budgetten/"),
    ("Kringen", "/kringen/"),
    ("Scholen", "/scholen/"),
    ("Cijfers", "/monitoring/scholen/"),
    ("Rapporten", "/monitoring/rapporten/"),
)
_LOKET: tuple[Regel, ...] = (
    ("Werkvoorraad", "/loket/"),
    ("Aanvragen", "/loket/aanvragen/"),
    ("Deskundigen", "/loket/deskundigen/"),
    ("Verzenden", "/loket/verzenden/"),
    ("Vragen", "/loket/vragen-van-ouders/"),
    ("Bezwaren", "/loket/bezwaren/"),
    ("TLV’s", "/loket/tlv/"),
    ("Thuiszitters", "/thuiszitters/"),
    ("Overleggen", "/loket/overleggen/"),
    ("Zonder plek", "/loket/zonder-plek/"),
    ("Arrangementen", "/arrangementen/"),
    ("Budgetten", "/budgetten/"),
    ("Privacyverzoeken", "/loket/privacyverzoeken/"),
    ("Signalen", "/loket/signalen/"),
    ("Kringen", "/kringen/"),
    ("Scholen", "/scholen/"),
    ("Monitoring", "/monitoring/"),
)
_GEZIN: tuple[Regel, ...] = (
    (gettext_noop("Mijn dossier"), "/dossier/"),
    (gettext_noop("Contact"), "/contact/"),
)

MENU: dict[Rol, tuple[Regel, ...]] = {
    Rol.IB: _SCHOOL,
    Rol.DIRECTEUR: (*_SCHOOL, ("Gebruikers", "/beheer/gebruikers/")),
    Rol.SCHOOLBEHEERDER: (("Gebruikers", "/beheer/gebruikers/"), ("Scholen", "/scholen/")),
    Rol.BESTUUR: (
        ("Scholen", "/scholen/"),
        ("Kringen", "/kringen/"),
        ("Aanbod", "/aanbod/"),
        ("Budgetten", "/budgetten/"),
        ("Cijfers", "/monitoring/scholen/"),
        ("Rapporten", "/monitoring/rapporten/"),
    ),
    Rol.LOKETMEDEWERKER: _LOKET,
    Rol.ADVISEUR: (
        ("Consulten", "/loket/consulten/"),
        ("Vragen", "/loket/vragen-van-ouders/"),
        ("Overleggen", "/loket/overleggen/"),
        ("Signalen", "/loket/signalen/"),
        ("Thuiszitters", "/thuiszitters/"),
        ("Arrangementen", "/arrangementen/"),
        ("Uren", "/uren/"),
        ("Aanbod", "/aanbod/"),
        ("Kringen", "/kringen/"),
        ("Scholen", "/scholen/"),
        ("Monitoring", "/monitoring/"),
        ("Noodtoegang", "/noodtoegang/"),
    ),
    Rol.DESKUNDIGE: (("Mijn adviezen", "/advies/"), ("Overleggen", "/loket/overleggen/")),
    Rol.BESLISSER: (
        ("Te besluiten", "/loket/besluiten/"),
        ("Overleggen", "/loket/overleggen/"),
        ("Bezwaren", "/loket/bezwaren/"),
        ("Aanvragen", "/loket/aanvragen/"),
        ("TLV’s", "/loket/tlv/"),
        ("Prognose", "/prognose/"),
        ("Thuiszitters", "/thuiszitters/"),
        ("Arrangementen", "/arrangementen/"),
        ("Budgetten", "/budgetten/"),
        ("Kringen", "/kringen/"),
        ("Monitoring", "/monitoring/"),
    ),
    Rol.BEZWAARBEHANDELAAR: (("Bezwaren", "/loket/bezwaren/"), ("Post", "/loket/post/")),
    Rol.BEZWAARCOMMISSIE: (("Bezwaren", "/loket/bezwaren/"),),
    Rol.BEHEERDER: (
        ("Beheer", "/beheer/"),
        ("Kringen", "/kringen/"),
        ("Scholen", "/scholen/"),
        ("Noodtoegang", "/noodtoegang/"),
    ),
    Rol.CONTROLLER: (
        ("Budgetten", "/budgetten/"),
        ("Arrangementen", "/arrangementen/"),
        ("Prognose", "/prognose/"),
        ("Aanbod", "/aanbod/"),
        ("Monitoring", "/monitoring/"),
    ),
    Rol.FG: (
        ("Toezicht", "/beheer/toezicht/"),
        ("Logboek", "/beheer/logboek/"),
        ("Bewaren", "/beheer/bewaren/"),
        ("Datalekken", "/beheer/datalekken/"),
        ("Verwerkingen", "/beheer/verwerkingsregister/"),
        ("Vertrekpakket", "/beheer/vertrekpakket/"),
    ),
    Rol.LEERPLICHT: (("Thuiszitters", "/thuiszitters/samen/"), ("Scholen", "/scholen/")),
    Rol.PARTNER: (("Thuiszitters", "/thuiszitters/samen/"), ("Scholen", "/scholen/")),
    Rol.GEMEENTE: (
        ("Cijfers", "/monitoring/gemeente/"),
        ("Rapporten", "/monitoring/rapporten/"),
        ("Scholen", "/scholen/"),
    ),
    Rol.OUDER: _GEZIN,
    Rol.LEERLING: _GEZIN,
    Rol.HELPER: _GEZIN,
}
"""In the order of the header: what one opens every day first, as the rest stands behind ‘Meer’. Somebody with two roles
gets both, each item once."""


HOORT_BIJ = {
    "/aanvragen/": "/school/",
    "/loket/post/": "/loket/verzenden/",
    "/loket/brieven/": "/loket/verzenden/",
    "/beheer/normbedragen/": "/prognose/",
    "/arrangementen/caseload/": "/uren/",
    "/voorzieningen/": "/arrangementen/",
    "/materiaal/": "/arrangementen/",
}
"""Pages whose address does not begin with that of the list they belong to."""


OP_EEN_RIJ = 9
"""As many items fit at 1280 pixels, ‘Meer’ counted; two rows of words are read by nobody."""


@dataclass(frozen=True)
class Item:
    naam: str
    url: str
    huidig: str = ""
    aantal: int | None = None


@dataclass(frozen=True)
class Menu:
    """inklapbaar: folds away on a phone. Not for families: their few items stay in sight."""

    items: tuple[Item, ...]
    inklapbaar: bool = True

    @property
    def vooraan(self) -> tuple[Item, ...]:
        """What stays in sight on one row of a desk; where one is, always."""
        if len(self.items) <= OP_EEN_RIJ:
            return self.items
        return tuple(item for plek, item in enumerate(self.items) if plek < OP_EEN_RIJ - 1 or item.huidig)

    @property
    def meer(self) -> tuple[Item, ...]:
        """What stands behind ‘Meer’."""
        voor = self.vooraan
        return tuple(item for item in self.items if item not in voor)


def menu_voor(rollen: Iterable[Rol] | None, pad: str, uit: Collection[str] = ()) -> Menu:
    """The menu for these roles (None: not logged in) on the page with this path.

    The item of the page itself is "page", that of the part it belongs to "true" (values of aria-current). A case can be
    reached by more lists than one: a page with `lijst_url` in its context marks the list of its breadcrumb instead.
    uit: the parts that this SWV switched off.
    """
    if rollen is None:
        taal = TAAL.match(pad)
        regels: Iterable[Regel] = [(naam, f"{taal[0]}{url}") for naam, url in IN_TAAL] if taal else OPENBAAR
    else:
        regels = dict.fromkeys(regel for rol in Rol if rol in set(rollen) for regel in MENU[rol])
    regels = [regel for regel in regels if bestaat(regel[1]) and not is_uit(regel[1], uit)]
    bij = next((lijst for begin, lijst in HOORT_BIJ.items() if pad.startswith(begin)), pad)
    deel = max((url for _, url in regels if bij.startswith(url) or pad.startswith(url)), key=len, default="")
    return Menu(
        tuple(Item(naam, url, ("page" if url == pad else "true") if url == deel else "") for naam, url in regels),
        inklapbaar=rollen is None or not set(rollen) <= {Rol.OUDER, Rol.LEERLING, Rol.HELPER},
    )


@lru_cache(maxsize=64)
def bestaat(pad: str) -> bool:
    """Whether this portal has a page at this path: what an SWV does not use drops out of the menu by itself."""
    return bool(is_valid_path(pad))
