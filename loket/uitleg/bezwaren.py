"""Plain words for the letters in a bezwaar and for the decision on it. Pure."""

from __future__ import annotations

from loket.letters import (
    Bezwaarbericht,
    Bezwaarbrief,
    Bezwaarverdagingsbrief,
    Commissiebrief,
    Dwangsombrief,
    Herstelbrief,
    Hoorzittingbrief,
    Ontvangstbevestiging,
)
from loket.letters.bezwaar import UITKOMST

from . import delen
from .zinnen import Blok, Feit, Nederlands, Nummer, Uitleg, Zin, _, blok, ngettext

GELIJK = {
    "gegrond": _("U krijgt gelijk."),
    "deels_gegrond": _("U krijgt voor een deel gelijk."),
    "ongegrond": _("U krijgt geen gelijk."),
    "niet_ontvankelijk": _("Wij konden uw bezwaar niet behandelen."),
}
GELIJK_ANDER = {
    "gegrond": _("Wie bezwaar maakte, krijgt gelijk."),
    "deels_gegrond": _("Wie bezwaar maakte, krijgt voor een deel gelijk."),
    "ongegrond": _("Wie bezwaar maakte, krijgt geen gelijk."),
    "niet_ontvankelijk": _("Wij konden het bezwaar niet behandelen."),
}
UITERLIJK = _("U krijgt onze beslissing uiterlijk op {dag}.")
WAS = _("Eerst was dat {dag}.")
OPNIEUW = _("Het besluit blijft gelden tot wij opnieuw beslissen.")
MEENEMEN = _("U mag iemand meenemen die u helpt.")


def beslissing(brief: Bezwaarbrief) -> Uitleg:
    """The decision on a bezwaar."""
    titel = (GELIJK if brief.eigen else GELIJK_ANDER)[brief.uitkomst]
    ander = _("Er was nog een ander bezwaar. Daarover leest u in de brief.")
    nieuw = brief.oordeel.nieuw
    return Uitleg(
        titel=titel,
        afzender=brief.afzender.naam,
        feiten=(
            *delen.feiten_kind(brief, brief.leerling, ""),
            Feit(_("Nummer van het bezwaar"), Nummer(brief.kenmerk)),
            Feit(_("Nummer van de aanvraag"), Nummer(brief.bestreden.kenmerk)),
            *(delen.feiten_besluit(nieuw) if nieuw else ()),
        ),
        blokken=(
            blok(
                delen.BESLOTEN,
                titel,
                _("In de brief heet dat: {woord}.").met(woord=Nederlands(UITKOMST[brief.uitkomst])),
                ander if brief.uitkomst != brief.oordeel.uitkomst else None,
                delen.IN_DE_BRIEF,
            ),
            blok(delen.BETEKENT, _gevolg(brief)),
            *_daarna(brief),
            blok(delen.KUNT, _beroep(brief)),
            blok(
                delen.BELLEN,
                delen.contact(
                    brief.afzender,
                    brief.kenmerk,
                    steunpunt=brief.beroep.steunpunt,
                    bereik=brief.beroep.steunpunt_bereik,
                ),
            ),
        ),
    )


def _gevolg(brief: Bezwaarbrief) -> list[Zin]:
    """What becomes of the besluit and of its TLV."""
    oud, nieuw, nummer = brief.bestreden, brief.oordeel.nieuw, Nummer(brief.bestreden.nummer)
    if brief.oordeel.gevolg == "handhaven":
        zinnen = [_("Ons besluit van {dag} blijft gelden.").met(dag=oud.besloten_op)]
        if oud.later_ingetrokken:
            later = _("De verklaring met nummer {nummer} trokken wij later in, vanaf {dag}.")
            zinnen.append(later.met(nummer=nummer, dag=oud.later_ingetrokken))
        return zinnen
    zinnen = [_("Ons besluit van {dag} geldt niet meer.").met(dag=oud.besloten_op)]
    if oud.intrekking and oud.ook_herroepen:
        toch = _("De verklaring met nummer {nummer} geldt toch niet weer. Na een ander bezwaar is zij vervallen.")
        return [*zinnen, toch.met(nummer=nummer)]
    if oud.intrekking and not nieuw:
        return [*zinnen, _("De verklaring met nummer {nummer} geldt weer.").met(nummer=nummer)]
    if oud.nummer:
        zinnen.append(_("De verklaring met nummer {nummer} geldt niet meer.").met(nummer=nummer))
    if nieuw:
        zinnen += [_("Wij namen een nieuw besluit."), *delen.besluit(brief, brief.leerling, nieuw)]
    return zinnen


def _daarna(brief: Bezwaarbrief) -> list[Blok]:
    """What follows when the besluit does not hold any more."""
    nieuw = brief.oordeel.nieuw
    if brief.oordeel.gevolg == "handhaven" or (brief.bestreden.intrekking and not nieuw):
        return []
    if nieuw and nieuw.met_verklaring:
        return [blok(delen.NU, delen.betekenis(nieuw), delen.plek_zoeken(brief, brief.leerling, nieuw))]
    return [blok(delen.NU, delen.SAMEN)]


def _beroep(brief: Bezwaarbrief) -> list[Zin]:
    return [
        _("Bent u het niet eens met deze beslissing? Bel ons gerust. Wij leggen het uit."),
        _("U kunt ook naar de rechter gaan. Dat heet beroep."),
        *delen.termijn(met_datum=brief.beroep.datum_tonen),
        _("Stuur uw beroep naar de rechtbank in uw regio. Het adres vindt u op {website}.").met(
            website=Nummer("www.rechtspraak.nl")
        ),
        _("Stuur een kopie van onze brief mee. Noem het nummer {nummer} en zeg waarom u het niet eens bent.").met(
            nummer=Nummer(brief.kenmerk)
        ),
        _("Beroep kost geld. Krijgt u gelijk? Dan krijgt u dat geld terug."),
        _("De beslissing blijft gelden zolang het beroep loopt."),
        delen.WACHTEN,
    ]


# --- in the course of a bezwaar ------------------------------------------------------------------------------------


def _bericht(brief: Bezwaarbericht, titel: Zin, *blokken: Blok) -> Uitleg:
    """What every letter in a bezwaar begins and ends with."""
    aanleiding = (
        _("Op {dag} kregen wij uw bezwaar tegen ons besluit van {besluit}.").met(
            dag=brief.eigen_op, besluit=brief.besloten_op
        )
        if brief.eigen_op
        else _("Iemand maakte bezwaar tegen ons besluit van {besluit}.").met(besluit=brief.besloten_op)
    )
    eerste, *rest = blokken
    return Uitleg(
        titel=titel,
        afzender=brief.afzender.naam,
        feiten=(
            *delen.feiten_kind(brief, brief.leerling, ""),
            Feit(_("Nummer van het bezwaar"), Nummer(brief.bezwaarnummer)),
            Feit(_("Nummer van de aanvraag"), Nummer(brief.kenmerk)),
        ),
        blokken=(
            Blok(eerste.kop, (aanleiding, *eerste.zinnen)),
            *rest,
            blok(delen.BELLEN, delen.contact(brief.afzender, brief.bezwaarnummer, steunpunt=brief.steunpunt)),
        ),
    )


def ontvangst(brief: Ontvangstbevestiging) -> Uitleg:
    return _bericht(
        brief,
        _("Wij hebben uw bezwaar ontvangen."),
        blok(
            delen.WAAROVER,
            _("U schreef nog niet waarom u het niet eens bent. Daarover krijgt u nog een brief.")
            if brief.pro_forma
            else None,
            _("Uw bezwaar kwam na de laatste dag. Schrijf ons waarom het later kwam, als u dat nog niet deed.")
            if brief.te_laat
            else None,
        ),
        blok(
            delen.NU,
            _("Eerst kijken wij of wij uw bezwaar kunnen behandelen."),
            _("Daarna vragen wij een onafhankelijke commissie om advies. U mag daar uw verhaal vertellen."),
            UITERLIJK.met(dag=brief.uiterlijk) if brief.uiterlijk else None,
            _("Vragen wij een commissie om advies? Dan hebben wij zes weken meer. U krijgt daarover een brief.")
            if brief.uiterlijk
            else None,
            OPNIEUW,
        ),
        blok(delen.KUNT, delen.WACHTEN, _("Wilt u stoppen met uw bezwaar? Bel of schrijf ons.")),
    )


def herstel(brief: Herstelbrief) -> Uitleg:
    titel = _("Uw bezwaar is nog niet compleet.")
    return _bericht(
        brief,
        titel,
        blok(delen.WAAROVER, titel, _("In de brief staat wat er ontbreekt.")),
        blok(
            delen.KUNT,
            _("Stuur ons uiterlijk op {dag} wat er ontbreekt.").met(dag=brief.tot),
            _("Stuur het in het portaal, naar {adres} of naar {email}.").met(
                adres=Nederlands(brief.afzender.schrijfadres), email=Nummer(brief.afzender.email)
            ),
            _("Lukt het niet op tijd? Bel ons voor de laatste dag."),
        ),
        blok(
            delen.NU,
            _("Krijgen wij niets? Dan kan het zijn dat wij uw bezwaar niet behandelen."),
            _("Zolang wij op u wachten, hoeven wij nog niet te beslissen."),
        ),
    )


def commissie(brief: Commissiebrief) -> Uitleg:
    titel = _("Een commissie geeft ons advies over het bezwaar.")
    return _bericht(
        brief,
        titel,
        blok(
            delen.WAAROVER,
            titel,
            _("Dat is de {commissie}.").met(commissie=Nederlands(brief.commissie)),
            _("De commissie is onafhankelijk."),
        ),
        blok(
            delen.NU,
            _("U krijgt een uitnodiging om uw verhaal te vertellen."),
            UITERLIJK.met(dag=brief.uiterlijk) if brief.uiterlijk else None,
        ),
        blok(delen.KUNT, delen.NIETS_DOEN, MEENEMEN),
    )


def hoorzitting(brief: Hoorzittingbrief) -> Uitleg:
    titel = _("Wij nodigen u uit voor een gesprek over het bezwaar.")
    return _bericht(
        brief,
        titel,
        blok(
            delen.WAAROVER,
            titel,
            _("Dat gesprek heet een hoorzitting. U vertelt wat u vindt en u krijgt vragen."),
            _("Wie met het besluit te maken heeft, is ook uitgenodigd."),
        ),
        blok(
            delen.NU,
            _("Wanneer: {dag}, {tijd}.").met(dag=brief.wanneer.date(), tijd=brief.wanneer.time()),
            _("Waar: {waar}.").met(waar=Nederlands(brief.waar.rstrip("."))),
            _("Alle papieren liggen klaar vanaf {dag}. Wilt u ze lezen? Bel ons voor een afspraak.").met(
                dag=brief.ter_inzage
            ),
        ),
        blok(
            delen.KUNT,
            MEENEMEN,
            _("Wilt u nog papieren sturen? Doe dat uiterlijk op {dag}.").met(dag=brief.stukken_tot),
            _("Wilt u liever apart komen? Bel ons."),
            _("Kunt u niet komen? Bel ons zo snel mogelijk."),
        ),
    )


def verdaging(brief: Bezwaarverdagingsbrief) -> Uitleg:
    titel = _("Onze beslissing op het bezwaar duurt langer.")
    return _bericht(
        brief,
        titel,
        blok(delen.WAAROVER, titel, _("In de brief leest u waarom.")),
        blok(delen.NU, UITERLIJK.met(dag=brief.wordt), WAS.met(dag=brief.was)),
        blok(delen.KUNT, delen.NIETS_DOEN),
    )


def dwangsom(brief: Dwangsombrief) -> Uitleg:
    titel = _("U krijgt {bedrag} van ons.").met(bedrag=brief.bedrag)
    return _bericht(
        brief,
        titel,
        blok(
            delen.BESLOTEN,
            titel,
            _("Wij beslisten te laat op uw bezwaar. Dit geld heet een dwangsom."),
            ngettext(
                "Het gaat om {aantal} dag, op {dag}.",
                "Het gaat om {aantal} dagen, tot en met {dag}.",
                brief.dagen,
            ).met(dag=brief.tot),
        ),
        blok(
            delen.NU,
            _("Stuur ons uw rekeningnummer en de naam die erbij hoort. Noem het nummer {nummer}.").met(
                nummer=Nummer(brief.bezwaarnummer)
            ),
            _("Wij betalen binnen zes weken na de dag waarop wij de brief stuurden."),
        ),
        blok(
            delen.KUNT,
            delen.bezwaar(
                brief.afzender,
                email=brief.bezwaar_email,
                nummer=brief.bezwaarnummer,
                met_datum=brief.datum_tonen,
            ),
        ),
    )


def bericht_over_bezwaar(brief: Bezwaarbericht) -> Uitleg:
    """A kind of letter that has no words of its own here yet: at least what it is about, and whom to call."""
    lees = _("Lees de Nederlandse brief. Begrijpt u iets niet? Bel ons gerust.")
    return _bericht(brief, _("Een bericht over het bezwaar."), blok(delen.WAAROVER, lees))
