"""Letters at the beginning of an aanvraag: that it came in, and what the portal offers who has no account yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit

from .bericht import bericht_ontbreekt
from .verplicht import ontbreekt
from .woorden import SOORT_IN_WOORDEN, hoofdletter
from .zaakbrief import Zaakbrief

AWB = "van de Algemene wet bestuursrecht"


@dataclass(frozen=True, kw_only=True)
class Aanvraagbevestiging(Zaakbrief):
    """That an aanvraag or a question came in (Awb 4:3a). beloofd, uiterlijk: until when, by our word and by the law.

    deskundigen: how many experts will advise. met_aanbod: for a reader who gets
    a code for an account with it; the explanation says so.
    """

    ontvangen_op: date
    beloofd: date
    uiterlijk: date
    deskundigen: int = 2
    met_aanbod: bool = False

    @property
    def vraag(self) -> bool:
        """Whether advice was asked, and so no decision comes."""
        return self.soort not in SOORT_IN_WOORDEN

    @property
    def wat(self) -> str:
        return f"{'uw' if self.aan_school else 'de'} {'vraag' if self.vraag else 'aanvraag'}"

    @property
    def titel(self) -> str:
        if self.aan_school:
            return f"Wij hebben {self.wat} ontvangen"
        if self.hulp:
            return f"Wij hebben een vraag om hulp voor {self.kind} ontvangen"
        return f"Wij hebben een {'vraag over' if self.vraag else 'aanvraag voor'} {self.kind} ontvangen"

    @property
    def kern(self) -> str:
        dag = datum_voluit(min(self.beloofd, self.uiterlijk), weekdag=True)
        antwoord = f"Wij {'antwoorden' if self.vraag else 'besluiten'} uiterlijk op {dag}."
        nummer = f"{hoofdletter(self.wat)} heeft nummer {self.kenmerk}."
        return f"{nummer} Wij ontvingen die op {datum_voluit(self.ontvangen_op)}. {antwoord}"

    @property
    def reden_kop(self) -> str:
        return "Wat vraagt de school?"

    @property
    def redenen(self) -> str:
        """What it is about, for who did not ask it."""
        if self.aan_school:
            return ""
        if self.hulp:
            return f"De school vraagt om extra hulp voor {self.over}. Wij kijken welke hulp past en geven antwoord."
        if self.vraag:
            return "De school wil van ons weten hoe zij het beste kan helpen. Wij geven advies. Dat is geen besluit."
        soort = SOORT_IN_WOORDEN[self.soort]
        if not soort.tlv:
            return f"De school vraagt om {soort.onderwijs}: extra hulp op een school voor het vmbo."
        mag = f"Met een TLV mag {self.kind} naar {soort.het_onderwijs}. U bent dat niet verplicht."
        return f"{mag} Wij kijken of dat nodig is, of dat andere hulp beter past."

    @property
    def vervolg(self) -> tuple[str, ...]:
        return self._aan_school() if self.aan_school else self._aan_gezin()

    def _aan_school(self) -> tuple[str, ...]:
        zinnen = (
            f"Wij kijken of {self.wat} compleet is. Missen wij iets, dan vragen wij u daarom. De tijd om te "
            f"{'antwoorden' if self.vraag else 'besluiten'} staat dan stil.",
            self._adviezen(),
            self._wettelijk(),
            f"De ouders krijgen ook bericht dat wij {self.wat} hebben.",
            "Verandert er iets? Laat het ons weten, in het portaal of per telefoon.",
        )
        return tuple(filter(None, zinnen))

    def _aan_gezin(self) -> tuple[str, ...]:
        lezen = "Wij noemen uw mening in het besluit. De school en wie het besluit ook krijgt, lezen dat."
        mening = f"U mag ons zeggen wat u ervan vindt. Bel, mail of schrijf ons. Noem het nummer {self.kenmerk}."
        zinnen = (
            f"Wij kijken eerst of {self.wat} compleet is. Missen wij iets, dan vragen wij dat aan de school.",
            self._adviezen(),
            self._wettelijk(),
            f"{mening} {'' if self.vraag else lezen}".rstrip()
            + " Is iets alleen voor ons, zoals een adres? Zeg dat erbij.",
            "U hoeft nu niets te doen. Heeft u vragen? Bel ons gerust.",
        )
        return tuple(filter(None, zinnen))

    def _adviezen(self) -> str:
        if self.vraag or not self.deskundigen:
            return ""
        hoeveel = "twee deskundigen" if self.deskundigen == 2 else "een deskundige"
        return f"Daarna vragen wij {hoeveel} om advies. Dan nemen wij ons besluit."

    def _wettelijk(self) -> str:
        """The day of the law, when our promise is sooner."""
        if self.vraag or self.uiterlijk <= self.beloofd:
            return ""
        return (
            f"Lukt dat niet, dan hoort u dat van ons. De wet geeft ons tijd tot en met {datum_voluit(self.uiterlijk)}."
        )

    @property
    def wet(self) -> str:
        """For who asked: that we have to confirm it, and the time we have. To others it is a message, no more."""
        if self.vraag or not self.aan_school:
            return ""
        return (
            f"Wij bevestigen dat wij de aanvraag hebben: artikel 4:3a {AWB}. De tijd om te besluiten: artikel 4:13 van "
            "die wet."
        )


@dataclass(frozen=True, kw_only=True)
class Aanbiedingsbrief(Zaakbrief):
    """What the portal offers, on its own: for who got its first letter before, or comes in later."""

    @property
    def titel(self) -> str:
        return "Wilt u de brieven ook online lezen?"

    @property
    def kern(self) -> str:
        wie = "over uw onderwijs" if self.aan_leerling else f"over {self.kind}"
        return f"U kunt onze brieven {wie} ook lezen in ons portaal. Wilt u dat niet? Dan komt alles per post."

    @property
    def vervolg(self) -> tuple[str, ...]:
        van = self.afzender
        return (
            "Het portaal is een beveiligde website. Daar leest u onze brieven en ziet u hoe ver wij zijn. U kunt daar "
            "ook schrijven wat u vindt.",
            "Wilt u dat? Onder aan deze brief staat hoe u binnenkomt. Het kost niets.",
            f"Lukt het niet? Bel {van.contactpersoon or 'ons'}: {van.telefoon}. Wij vragen dan eerst wie u bent.",
            "Wilt u het niet? Dan hoeft u niets te doen. Bellen kan altijd.",
        )


def aanvraagbevestiging_ontbreekt(brief: Aanvraagbevestiging) -> list[str]:
    """What such a letter cannot do without and lacks, in words; [] when complete."""
    return [*bericht_ontbreekt(brief), *ontbreekt([("tot wanneer wij besluiten", brief.beloofd and brief.uiterlijk)])]
