"""What several letters say in the same words: the kinds of school, what follows, how to object, whom to call. Pure."""

from __future__ import annotations

from datetime import date

from loket.letters import Afzender, Beslissing, Leerling
from loket.letters.gegevens import Gericht

from .zinnen import Feit, Merk, Nederlands, Nummer, Zin, _

SOORT = {
    "SBO": _("speciaal basisonderwijs (sbo)"),
    "SO": _("speciaal onderwijs (so)"),
    "VSO": _("voortgezet speciaal onderwijs (vso)"),
    "PRO": _("praktijkonderwijs (pro)"),
    "LWOO": _("leerwegondersteunend onderwijs (lwoo)"),
}
BESLOTEN = _("Wat hebben wij besloten?")
WAAROVER = _("Waar gaat deze brief over?")
BETEKENT = _("Wat betekent dit?")
NU = _("Wat gebeurt er nu?")
KUNT = _("Wat kunt u doen?")
BELLEN = _("Wie kunt u bellen?")
IN_DE_BRIEF = _("In de brief leest u waarom wij dit besloten.")
NIETS_DOEN = _("U hoeft nu niets te doen.")
SAMEN = _("De school moet samen met u zorgen voor passende hulp of een andere plek.")
NIEUWE_FEITEN = _("Zijn er later nieuwe feiten? Dan kan de school een nieuwe aanvraag doen.")
BLIJFT_VERANTWOORDELIJK = _("Er verandert nu niets. De school blijft verantwoordelijk voor een passende plek.")
WACHTEN = _(
    "Kunt u daar niet op wachten? Dan kunt u de rechter vragen om een besluit voor de tussentijd (voorlopige "
    "voorziening). Dat kost geld."
)


def over(brief: Gericht, kind: Leerling, ouder: Zin, leerling: Zin) -> Zin:
    """The sentence about the child to its parents, or that to the pupil itself."""
    return leerling if brief.aan_leerling else ouder.met(kind=kind.roepnaam)


def feiten_kind(brief: Gericht, kind: Leerling, school: str) -> list[Feit]:
    """Who it is about. Who may not learn where the child is, reads no school (afspraak 37)."""
    feiten = [] if brief.aan_leerling else [Feit(_("Kind"), kind.roepnaam)]
    if school and not brief.geadresseerde.afgeschermd:
        feiten.append(Feit(_("School"), Nederlands(school)))
    return feiten


def feiten_besluit(besluit: Beslissing) -> list[Feit]:
    """What was given, and for how long."""
    feiten = [Feit(_("Soort onderwijs"), SOORT[besluit.soort])]
    if besluit.met_verklaring:
        feiten += [Feit(_("Nummer van het besluit"), Nummer(besluit.nummer))] if besluit.nummer else []
        feiten += geldig(besluit.begin, besluit.eind)
    return feiten


def geldig(begin: date | None, eind: date | None) -> list[Feit]:
    if begin is None:
        return []
    if eind is None:
        return [Feit(_("Geldig"), _("vanaf {begin}, zonder einddatum").met(begin=begin))]
    return [Feit(_("Geldig"), _("van {begin} tot en met {eind}").met(begin=begin, eind=eind))]


def besluit(brief: Gericht, kind: Leerling, keuze: Beslissing) -> list[Zin]:
    """The decision itself."""
    anders = [_("Dat is anders dan de school vroeg.")] if keuze.uitkomst == "afwijkend" else []
    if keuze.soort == "LWOO" and keuze.met_verklaring:
        ouder, leerling = (
            _("{kind} krijgt extra hulp op een school voor vmbo (lwoo)."),
            _("U krijgt extra hulp op een school voor vmbo (lwoo)."),
        )
    elif keuze.soort == "LWOO":
        ouder, leerling = (
            _("{kind} krijgt geen extra hulp op een school voor vmbo (lwoo)."),
            _("U krijgt geen extra hulp op een school voor vmbo (lwoo)."),
        )
    elif keuze.met_verklaring:
        ouder, leerling = (
            _("{kind} krijgt een verklaring (TLV). Daarmee mag {kind} naar een school voor dit soort onderwijs."),
            _("U krijgt een verklaring (TLV). Daarmee mag u naar een school voor dit soort onderwijs."),
        )
    else:
        ouder, leerling = (
            _("{kind} krijgt geen verklaring (TLV) voor dit soort onderwijs."),
            _("U krijgt geen verklaring (TLV) voor dit soort onderwijs."),
        )
    return [over(brief, kind, ouder, leerling), *anders]


def betekenis(keuze: Beslissing) -> list[Zin]:
    """What it means to have it, or not (afspraak 40)."""
    if not keuze.met_verklaring:
        return [SAMEN]
    if keuze.soort == "LWOO":
        return [_("U bent niet verplicht om deze hulp te gebruiken.")]
    return [
        _("De verklaring geeft recht op toelating. Het is nog geen plek op een school."),
        _("U bent niet verplicht om de verklaring te gebruiken."),
    ]


def plek_zoeken(brief: Gericht, kind: Leerling, keuze: Beslissing) -> list[Zin]:
    """What happens after a school kind was granted."""
    zoekt = (
        _("De school zoekt met u een school die deze hulp geeft.")
        if keuze.soort == "LWOO"
        else _("De school zoekt met u een plek.")
    )
    return [
        zoekt,
        _("Tot die plek er is, blijft de school verantwoordelijk."),
        over(
            brief,
            kind,
            _("Heeft u een school gekozen? Meld {kind} daar aan en stuur onze brief mee."),
            _("Heeft u een school gekozen? Meld u daar aan en stuur onze brief mee."),
        ),
    ]


def bezwaar(van: Afzender, *, email: str, nummer: str, met_datum: bool) -> list[Zin]:
    """How to object, and until when."""
    return [
        _("Bent u het niet eens met het besluit? Bel ons gerust. Wij leggen het uit."),
        _("U kunt ook bezwaar maken. Dan vraagt u ons om opnieuw te beslissen. Bezwaar maken is gratis."),
        *termijn(met_datum=met_datum),
        _("Stuur uw bezwaar naar {adres}, of mail naar {email}.").met(
            adres=Nederlands(van.schrijfadres), email=Nummer(email)
        ),
        _("Schrijf uw naam, uw adres en de datum op. Noem het nummer {nummer} en zeg waarom u het niet eens bent.").met(
            nummer=Nummer(nummer)
        ),
        _("Stuurt u een brief? Zet dan uw handtekening eronder."),
    ]


def termijn(*, met_datum: bool) -> list[Zin]:
    """The six weeks, and the last day when this SWV prints it."""
    zes = _("Doe dat binnen zes weken na de dag waarop wij de brief stuurden.")
    return [zes, _("De laatste dag is {dag}.").met(dag=Merk.BEZWAAR_TOT)] if met_datum else [zes]


def na_bezwaar() -> list[Zin]:
    """What happens with a bezwaar, and until then."""
    return [
        _("Een onafhankelijke commissie geeft ons advies over uw bezwaar. U mag daar uw verhaal vertellen."),
        _("U heeft geen advocaat nodig."),
        _("Het besluit blijft gelden zolang het bezwaar loopt."),
        WACHTEN,
    ]


def contact(van: Afzender, nummer: str, *, steunpunt: str = "", bereik: str = "") -> list[Zin]:
    """Whom to call, and who helps for free."""
    zinnen = [_("Heeft u vragen? Bel ons: {telefoon}.").met(telefoon=Nummer(van.telefoon))]
    if van.contactpersoon:
        zinnen.append(_("Vraag naar {naam}.").met(naam=van.contactpersoon))
    zinnen += [
        _("U kunt ook mailen naar {email}. Noem het nummer {nummer}.").met(
            email=Nummer(van.email), nummer=Nummer(nummer)
        ),
        _("Heeft u een tolk nodig? Zeg het ons."),
    ]
    if steunpunt:
        waar = ": ".join(filter(None, (steunpunt, bereik)))
        zinnen.append(_("Gratis hulp krijgt u hier: {steunpunt}.").met(steunpunt=Nederlands(waar)))
    return zinnen
