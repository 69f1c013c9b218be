"""What a family reads of a child that does not, or not wholly, go to school: where it stands (afspraak 54). Pure."""

from __future__ import annotations

from kern.brieven.zinnen import Zin, _

TEKSTEN: dict[str, Zin] = {
    "kop": _("Het plan voor school"),
    "lees": _("Lees hoe het ervoor staat en zeg wat u wilt"),
}
"""By the name under which the template uses it."""
TEKSTEN_JE = TEKSTEN | {"lees": _("Lees hoe het ervoor staat en zeg wat je wilt")}
"""The same to the pupil itself."""
BEGIN = _("De school en wij weten dat school nu niet (volledig) lukt. Binnenkort hoort u wie u helpt.")
PRATEN = _("Wij praten met u en de school over wat er nodig is. Daarna maken we samen een plan.")
PLAN = _("Er is een plan. U leest het hieronder.")
VOORSTEL = _("Er is een voorstel. U leest het hieronder en kunt zeggen wat u ervan vindt.")
JA = _("Er is ja gezegd tegen het voorstel. Nu wordt het geregeld.")
NEE = _("Er is nee gezegd tegen het voorstel. Wij zoeken samen iets anders.")
TAFEL = _("Wij praten met meer mensen over een goede plek. Soms komt er een beslissing over een plek.")
LEERPLICHT = _("Leerplicht van de gemeente denkt nu mee.")
OPBOUW = _("Het gaat in stappen weer naar school.")
NAZORG = _("School lukt weer. Wij vragen nog een tijd hoe het gaat.")
VRIJ = _("Er is een vrijstelling. Wij kijken later opnieuw.")
ANDERS = _("Iemand anders helpt nu verder.")
KLAAR = _("Dit is afgerond.")
BEGIN_JE = _("De school en wij weten dat school nu niet (volledig) lukt. Binnenkort hoor je wie je helpt.")
PRATEN_JE = _("Wij praten met jou en de school over wat er nodig is. Daarna maken we samen een plan.")
PLAN_JE = _("Er is een plan. Je leest het hieronder.")
VOORSTEL_JE = _("Er is een voorstel. Je leest het hieronder en kunt zeggen wat je ervan vindt.")

STANDEN: dict[str, Zin] = {
    "signaal": BEGIN,
    "gemeld": BEGIN,
    "in_onderzoek": PRATEN,
    "plan_van_aanpak": PLAN,
    "aanbod_gedaan": VOORSTEL,
    "aanbod_geaccepteerd": JA,
    "aanbod_geweigerd": NEE,
    "opschaling_rondetafel": TAFEL,
    "opschaling_bestuurlijk": TAFEL,
    "leerplicht_maatregel": LEERPLICHT,
    "terugkeer_in_opbouw": OPBOUW,
    "nazorg": NAZORG,
    "vrijstelling": VRIJ,
    "jaarlijkse_herbeoordeling": VRIJ,
    "overgedragen": ANDERS,
    "gesloten": KLAAR,
}
"""Status of a case → where it stands, to a parent."""
JE = {BEGIN: BEGIN_JE, PRATEN: PRATEN_JE, PLAN: PLAN_JE, VOORSTEL: VOORSTEL_JE}


def stand(status: str, *, plan_loopt: bool, je: bool) -> Zin:
    """Where it stands, in one sentence. status: of the case, "" without one: then the plan says it.

    A plan can go on after its case was closed: nobody reads that it is over and, below, when they look back together.
    """
    zin = STANDEN[status or "gesloten"]
    zin = PLAN if zin == KLAAR and plan_loopt else zin
    return JE.get(zin, zin) if je else zin
