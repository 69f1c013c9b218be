"""Plain words for the letters around an aanvraag: received, advice, extra help, late, and the portal. Pure."""

from __future__ import annotations

from datetime import timedelta

from loket.letters import (
    Aanbiedingsbrief,
    Aanvraagbevestiging,
    Adviesbrief,
    Arrangementbesluitbrief,
    Arrangementbrief,
    Ingebrekebevestiging,
)

from . import besluiten, delen
from .zaken import LEZEN_OOK, NOEM_NUMMER, STAAT_WAAROM, UITERLIJK, VOOR_ONS, zaak
from .zinnen import Blok, Feit, Nederlands, Nummer, Uitleg, Zin, _, blok

VROEG_HULP = (
    _("De school vroeg ons om extra hulp voor {kind}."),
    _("De school vroeg ons om extra hulp voor u."),
)
ONLINE = _("U kunt onze brieven ook online lezen, in ons portaal.")


def bevestiging(brief: Aanvraagbevestiging) -> Uitleg:
    """That an aanvraag or a question came in."""
    if brief.hulp:
        ouder, leerling = VROEG_HULP
    elif brief.vraag:
        ouder, leerling = _("De school stelde ons een vraag over {kind}."), _("De school stelde ons een vraag over u.")
    else:
        ouder, leerling = _("De school deed een aanvraag voor {kind}."), _("De school deed een aanvraag voor u.")
    titel = delen.over(brief, brief.leerling, ouder, leerling)
    uiterlijk = _("Wij antwoorden uiterlijk op {dag}.") if brief.vraag else _("Wij besluiten uiterlijk op {dag}.")
    later = _("Lukt dat niet? Dan hoort u dat van ons. De wet geeft ons tijd tot en met {dag}.")
    return zaak(
        brief,
        titel,
        blok(delen.WAAROVER, titel, _("Wij ontvingen die op {dag}.").met(dag=brief.ontvangen_op), _gevraagd(brief)),
        blok(
            delen.NU,
            _("Eerst kijken wij of alles compleet is. Missen wij iets? Dan vragen wij dat aan de school."),
            None if brief.vraag or not brief.deskundigen else _("Daarna geven deskundigen ons advies."),
            uiterlijk.met(dag=min(brief.beloofd, brief.uiterlijk)),
            None if brief.vraag or brief.uiterlijk <= brief.beloofd else later.met(dag=brief.uiterlijk),
        ),
        blok(delen.KUNT, _mening(brief)),
        feiten=() if brief.vraag else (Feit(_("Soort onderwijs"), delen.SOORT[brief.soort]),),
    )


def _gevraagd(brief: Aanvraagbevestiging) -> list[Zin]:
    if brief.hulp:
        return [_("Wij kijken welke hulp past en geven antwoord.")]
    if brief.vraag:
        return [
            _("De school wil van ons weten hoe zij het beste kan helpen."),
            _("Wij geven advies. Dat is geen besluit."),
        ]
    if brief.soort == "LWOO":
        return [_("De school vraagt om extra hulp op een school voor vmbo (lwoo).")]
    return [
        _("De school vraagt om een verklaring (TLV). Daarmee mag een leerling naar dit soort onderwijs."),
        _("U bent niet verplicht om de verklaring te gebruiken."),
    ]


def _mening(brief: Aanvraagbevestiging) -> list[Zin]:
    zinnen = [
        delen.NIETS_DOEN,
        _("U mag ons zeggen wat u ervan vindt. Bel, mail of schrijf ons."),
        NOEM_NUMMER.met(nummer=Nummer(brief.kenmerk)),
    ]
    zinnen += [] if brief.vraag else [LEZEN_OOK, VOOR_ONS]
    aanbod = _("U kunt onze brieven ook online lezen. Gebruik de code in de brief. Het kost niets.")
    return [*zinnen, aanbod] if brief.met_aanbod else zinnen


def aanbod(brief: Aanbiedingsbrief) -> Uitleg:
    return zaak(
        brief,
        ONLINE,
        blok(
            delen.WAAROVER,
            ONLINE,
            _("Het portaal is een beveiligde website. Daar ziet u hoe ver wij zijn en kunt u ons schrijven."),
        ),
        blok(
            delen.KUNT,
            _("Wilt u dat? Gebruik de code in de brief. Lukt dat niet? Bel ons. Wij vragen dan eerst wie u bent."),
            _("Het kost niets."),
            _("Wilt u het niet? Dan hoeft u niets te doen. Alle brieven komen dan per post."),
        ),
    )


def advies(brief: Adviesbrief) -> Uitleg:
    titel = delen.over(
        brief, brief.leerling, _("Wij gaven de school advies over {kind}."), _("Wij gaven de school advies over u.")
    )
    return zaak(
        brief,
        titel,
        blok(
            delen.WAAROVER,
            titel,
            _("Dat was op {dag}. U krijgt een kopie.").met(dag=brief.gegeven_op),
            _("In de brief leest u wat wij adviseren."),
        ),
        blok(delen.BETEKENT, _("Dit is een advies en geen besluit.")),
        blok(delen.NU, _("De school bespreekt met u wat zij met ons advies doet.")),
        blok(delen.KUNT, _("Klopt er iets niet? Bel ons gerust.")),
    )


def arrangement(brief: Arrangementbrief) -> Uitleg:
    """Extra help, as something that is no decision by law."""
    nog_eens = _(
        "Dit is geen besluit volgens de wet. Bent u het niet eens? Vraag ons binnen zes weken om nog eens te kijken."
    )
    kunt = blok(delen.KUNT, nog_eens, _("Bel ons, of schrijf ons waarom u het niet eens bent."))
    return _arrangement(brief, delen.WAAROVER, STAAT_WAAROM, kunt)


def arrangementbesluit(brief: Arrangementbesluitbrief) -> Uitleg:
    """The same as a decision."""
    kunt = blok(delen.KUNT, besluiten.rechten(brief))
    een = _arrangement(brief, delen.BESLOTEN, delen.IN_DE_BRIEF, kunt)
    *eerste, _laatste = een.blokken
    return Uitleg(
        titel=een.titel,
        afzender=een.afzender,
        feiten=een.feiten,
        blokken=(*eerste, besluiten.bellen(brief)),
    )


def _arrangement(brief: Arrangementbrief, kop: Zin, waarom: Zin, kunt: Blok) -> Uitleg:
    hulp = brief.toekenning
    ouder, leerling = (
        (_("{kind} krijgt extra hulp via ons."), _("U krijgt extra hulp via ons."))
        if hulp.toegekend
        else (_("{kind} krijgt geen extra hulp via ons."), _("U krijgt geen extra hulp via ons."))
    )
    titel = delen.over(brief, brief.leerling, ouder, leerling)
    nu = (
        [
            _("De school bespreekt met u wanneer de hulp begint en wie die geeft."),
            _("De school bespreekt ook met u of de hulp werkt."),
        ]
        if hulp.toegekend
        else [_("De school bespreekt met u welke hulp er wel komt.")]
    )
    wat = ", ".join(filter(None, (hulp.vorm, hulp.omvang)))
    return zaak(
        brief,
        titel,
        blok(kop, titel, waarom),
        blok(delen.NU, nu),
        kunt,
        feiten=(
            Feit(_("Welke hulp"), Nederlands(wat)),
            *(delen.geldig(hulp.begin, hulp.eind) if hulp.toegekend else ()),
        ),
    )


def ingebreke(brief: Ingebrekebevestiging) -> Uitleg:
    """That a parent wrote that we are late (afspraak 42: no penalty for a parent, the court is open)."""
    titel = _("Wij hebben uw brief ontvangen dat wij te laat zijn.")
    kregen = _("Wij kregen uw brief op {dag}.").met(dag=brief.ontvangen_op)
    if not brief.telt:
        nog = _("Wij mogen besluiten tot en met {dag}. Die dag is nog niet voorbij.").met(dag=brief.uiterlijk)
        opnieuw = _("Is er na die dag nog geen besluit? Schrijf ons dan opnieuw.")
        return zaak(
            brief,
            titel,
            blok(delen.WAAROVER, titel, kregen, nog),
            blok(delen.BETEKENT, _("Uw brief telt nu nog niet.")),
            blok(delen.KUNT, opnieuw),
        )
    klopt = _("Dat klopt. Wij moesten besluiten uiterlijk op {dag}.").met(dag=brief.uiterlijk)
    spijt = _("Het spijt ons dat u moet wachten.")
    if brief.voorbij:
        nu = _("Daarna hadden wij nog twee weken. Die zijn voorbij. Wij besluiten zo snel mogelijk.")
        naar_rechter = _("U kunt nu naar de rechter in uw regio. Dat kost geld.")
        return zaak(
            brief,
            titel,
            blok(delen.WAAROVER, titel, kregen, klopt, spijt),
            blok(delen.NU, nu),
            blok(delen.KUNT, naar_rechter),
        )
    rechter = _("Is er dan nog geen besluit? Dan kunt u vanaf {dag} naar de rechter in uw regio. Dat kost geld.")
    return zaak(
        brief,
        titel,
        blok(delen.WAAROVER, titel, kregen, klopt, spijt),
        blok(delen.NU, UITERLIJK.met(dag=brief.eerste_dag - timedelta(days=1))),
        blok(delen.KUNT, rechter.met(dag=brief.eerste_dag)),
    )
