"""The kinds of aanvraag as data: what each gives, ends in, asks for and needs. Pure.

Which of them an SWV has follows its sector, the TLVs it gives and its own settings (tables 2.1 and 2.5, afspraak 51).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

BESLUIT, ADVIES = "besluit", "advies"
"""In what a kind ends: a decision in the sense of the Awb, or advice (WVO 2020 2.47 lid 7 d: no decision)."""
MELDEN, LICHT, VOLLEDIG = "melden", "licht", "volledig"
"""The three weights (afspraak 51): one screen; question, one goal, form and period; the whole growing document."""

EERSTE = ("orthopedagoog", "psycholoog")
"""R-DES-01: the first expert."""
TWEEDE = (
    "kinder_jeugdpsycholoog",
    "pedagoog",
    "orthopedagoog",
    "kinderpsychiater",
    "maatschappelijk_werker",
    "arts",
)
"""R-DES-01: the second; an orthopedagoog counts as pedagoog."""
TWEEDE_VO = (*TWEEDE, "vo_deskundige")
"""R-DES-02: for praktijkonderwijs and leerwegondersteuning also somebody who knows those schools."""

GROEIDOCUMENT = ("leerling", "school", "vraag", "behoefte", "gedaan", "mening", "stukken")
MET_TOETSEN = ("leerling", "school", "vraag", "toetsen", "behoefte", "gedaan", "mening", "stukken")
HULPVRAAG: Mapping[str, tuple[str, ...]] = {
    MELDEN: ("hulpvraag",),
    LICHT: ("hulpvraag",),
    VOLLEDIG: ("leerling", "school", "hulpvraag", "behoefte", "gedaan", "mening", "stukken"),
}
OVER_EEN_KIND = frozenset({"leerling", "mening"})
"""Sections that make no sense without a pupil."""
LWOO_MODI = ("landelijk", "opting_out_criteria", "opting_out_duur", "geen")
"""R-TLV-02: the national rules, own criteria, own duration, or no lwoo decisions at all (populatiebekostiging)."""


@dataclass(frozen=True, kw_only=True)
class Soort:
    """One kind of aanvraag.

    naam: what is asked for ("speciaal onderwijs"); titel: on its card and in headings; kort: in lists. tlv: per sector
    the kind of TLV it gives, none for advice. zonder_leerling: whether it may be asked without a name. onderdelen: the
    sections per weight. categorie: "" (none), "keuze" or the only one that can be. loopbaan: for the whole school
    career (R-TLV-14). plan: the weights at which a goal, a form and a period are asked. stukken: documents without
    which it cannot be submitted; opp: whether the setting of the SWV about the OPP holds. voor_wie, nodig, duur: the
    words on its card; {weken} is what the SWV promises. op_pagina: whether a school may begin it on the page of a new
    aanvraag. zonder_naam, kop_zonder: what it is called when there is no pupil.
    """

    code: str
    naam: str
    titel: str
    kort: str
    sectoren: tuple[str, ...]
    onderdelen: Mapping[str, tuple[str, ...]]
    voor_wie: str
    nodig: tuple[str, ...]
    duur: str = "Een besluit binnen {weken} weken. De ouders krijgen het ook."
    tlv: Mapping[str, str] = field(default_factory=dict)
    uitkomst: str = BESLUIT
    zonder_leerling: bool = False
    deskundigen: int = 2
    tweede: tuple[str, ...] = TWEEDE
    gewicht: str = VOLLEDIG
    categorie: str = ""
    loopbaan: bool = False
    stukken: tuple[str, ...] = ()
    opp: bool = True
    interventies_nodig: bool = True
    plan: tuple[str, ...] = ()
    op_pagina: bool = True
    zonder_naam: str = "Vraag zonder leerling"
    kop_zonder: str = "zonder leerling"

    @property
    def vraagt_plan(self) -> bool:
        """Whether one goal, a form of help and a period are asked at this weight."""
        return self.gewicht in self.plan

    @property
    def geeft_advies(self) -> bool:
        return self.uitkomst == ADVIES

    def delen(self, *, met_leerling: bool = True) -> tuple[str, ...]:
        """Its sections at this weight, without those about a child when there is none."""
        return tuple(deel for deel in self.onderdelen[self.gewicht] if met_leerling or deel not in OVER_EEN_KIND)


SOORTEN: dict[str, Soort] = {
    soort.code: soort
    for soort in (
        Soort(
            code="SBO",
            naam="speciaal basisonderwijs",
            titel="TLV speciaal basisonderwijs",
            kort="TLV sbo",
            sectoren=("PO",),
            tlv={"PO": "SBO"},
            onderdelen={VOLLEDIG: GROEIDOCUMENT},
            voor_wie="Voor een leerling die een kleinere groep en meer hulp nodig heeft dan een basisschool kan geven.",
            nodig=("een recent OPP", "wat de school al deed, met het effect", "de mening van ouders en leerling"),
        ),
        Soort(
            code="SO",
            naam="speciaal onderwijs",
            titel="TLV speciaal onderwijs",
            kort="TLV so",
            sectoren=("PO",),
            tlv={"PO": "SO"},
            categorie="keuze",
            onderdelen={VOLLEDIG: GROEIDOCUMENT},
            voor_wie="Voor een leerling die de hele dag veel extra hulp nodig heeft.",
            nodig=("een recent OPP", "wat de school al deed, met het effect", "de mening van ouders en leerling"),
        ),
        Soort(
            code="VSO",
            naam="voortgezet speciaal onderwijs",
            titel="TLV voortgezet speciaal onderwijs",
            kort="TLV vso",
            sectoren=("VO",),
            tlv={"VO": "VSO"},
            categorie="keuze",
            onderdelen={VOLLEDIG: GROEIDOCUMENT},
            voor_wie="Voor een jongere die in het gewone voortgezet onderwijs niet de hulp krijgt die nodig is.",
            nodig=("een recent OPP", "wat de school al deed, met het effect", "de mening van ouders en jongere"),
        ),
        Soort(
            code="EMB",
            naam="onderwijs bij een ernstige meervoudige beperking",
            titel="TLV voor een leerling met een ernstige meervoudige beperking (EMB)",
            kort="TLV emb",
            sectoren=("PO", "VO"),
            tlv={"PO": "SO", "VO": "VSO"},
            categorie="H",
            loopbaan=True,
            onderdelen={VOLLEDIG: GROEIDOCUMENT},
            interventies_nodig=False,
            voor_wie="Voor een leerling met een IQ tot en met 35, een lichamelijke beperking en andere aandoeningen. "
            "De verklaring geldt voor de hele schooltijd, in categorie 3 (hoog).",
            nodig=("verslagen over de beperkingen", "de mening van de ouders"),
        ),
        Soort(
            code="PRO",
            naam="praktijkonderwijs",
            titel="TLV praktijkonderwijs",
            kort="TLV pro",
            sectoren=("VO",),
            tlv={"VO": "PRO"},
            tweede=TWEEDE_VO,
            stukken=("onderwijskundig_rapport", "zienswijze_ouders"),
            opp=False,
            onderdelen={VOLLEDIG: MET_TOETSEN},
            voor_wie="Voor een jongere met een IQ van 55 tot en met 80 en een grote leerachterstand.",
            nodig=(
                "het onderwijskundig rapport",
                "IQ en leerachterstand, met de namen van de toetsen",
                "de mening van de ouders op papier",
            ),
        ),
        Soort(
            code="LWOO",
            naam="leerwegondersteunend onderwijs",
            titel="Beslissing leerwegondersteunend onderwijs (lwoo)",
            kort="Lwoo",
            sectoren=("VO",),
            tlv={"VO": "LWOO"},
            tweede=TWEEDE_VO,
            stukken=("onderwijskundig_rapport",),
            opp=False,
            interventies_nodig=False,
            onderdelen={VOLLEDIG: MET_TOETSEN},
            voor_wie="Voor een jongere die met extra hulp een vmbo-diploma kan halen.",
            nodig=("het onderwijskundig rapport", "IQ en leerachterstand, met de namen van de toetsen"),
        ),
        Soort(
            code="ARR",
            naam="arrangement",
            titel="Arrangement: extra hulp op de eigen school",
            kort="Arrangement",
            sectoren=("PO", "VO"),
            uitkomst=ADVIES,
            deskundigen=0,
            gewicht=LICHT,
            plan=(LICHT, VOLLEDIG),
            opp=False,
            interventies_nodig=False,
            onderdelen=HULPVRAAG,
            voor_wie="Voor een leerling die met extra hulp op de eigen school kan blijven.",
            nodig=("je hulpvraag", "één doel", "welke hulp je wilt en voor hoe lang"),
            duur="Een antwoord binnen {weken} weken, vaak eerder.",
        ),
        Soort(
            code="ARRG",
            naam="arrangement voor een groep, klas of school",
            titel="Arrangement voor een groep, klas of school",
            kort="Arrangement groep of school",
            sectoren=("PO", "VO"),
            uitkomst=ADVIES,
            zonder_leerling=True,
            deskundigen=0,
            gewicht=LICHT,
            plan=(LICHT, VOLLEDIG),
            opp=False,
            interventies_nodig=False,
            onderdelen=dict.fromkeys(HULPVRAAG, ("hulpvraag",)),
            op_pagina=False,
            zonder_naam="Groep, klas of school",
            kop_zonder="",
            voor_wie="Voor leerlingen die samen dezelfde hulp nodig hebben, of voor een klas, team of school.",
            nodig=("je hulpvraag", "één doel", "welke hulp je wilt en voor hoe lang"),
            duur="Een antwoord binnen {weken} weken, vaak eerder.",
        ),
        Soort(
            code="CONSULT",
            naam="consult",
            titel="Consult: een vraag aan het samenwerkingsverband",
            kort="Consult",
            sectoren=("PO", "VO"),
            uitkomst=ADVIES,
            zonder_leerling=True,
            deskundigen=0,
            gewicht=MELDEN,
            opp=False,
            interventies_nodig=False,
            onderdelen=HULPVRAAG,
            voor_wie="Je wilt meedenken of advies. Kan over een leerling, over een groep, en ook zonder een naam.",
            nodig=("je vraag, in een paar zinnen",),
            duur="Een advies binnen {weken} weken, vaak eerder. Er komt geen besluit.",
        ),
    )
}
MET_BESLUIT = frozenset(code for code, soort in SOORTEN.items() if not soort.geeft_advies)
MET_ADVIES = frozenset(SOORTEN) - MET_BESLUIT
ZONDER_LEERLING = frozenset(code for code, soort in SOORTEN.items() if soort.zonder_leerling)
UIT_AANBOD = frozenset({"ARR", "ARRG"})
"""Begun from the catalogue of arrangementen too, with the weight that is kept there per kind of support."""
INSTELBAAR = {"aan": bool, "gewicht": str, "opp": bool, "interventies_nodig": bool, "voor_wie": str}
"""What an SWV may set per kind, with the type; the rest is law."""
Keuzes = Mapping[str, Mapping[str, Any]]
"""Per kind what an SWV set: {"ARR": {"gewicht": "volledig"}, "CONSULT": {"aan": False}}."""


def soort_voor(code: str, keuzes: Keuzes, gewicht: str = "") -> Soort:
    """The kind as this SWV has set it, whether it is offered or not: a running aanvraag keeps its kind.

    gewicht: of this aanvraag itself, when it has one.
    """
    eigen = {naam: waarde for naam, waarde in keuzes.get(code, {}).items() if naam != "aan"}
    return replace(SOORTEN[code], **(eigen | ({"gewicht": gewicht} if gewicht else {})))


def aangeboden(sector: str, *, tlv_soorten: Iterable[str], keuzes: Keuzes, lwoo_mode: str) -> tuple[Soort, ...]:
    """The kinds that a school can ask of this SWV, in a fixed order.

    A kind that gives a TLV exists only when the SWV gives that TLV; lwoo not when lwoo_mode is "geen" (R-TLV-02).
    """
    geeft = set(tlv_soorten)
    return tuple(
        soort_voor(code, keuzes)
        for code, soort in SOORTEN.items()
        if sector in soort.sectoren
        and soort.op_pagina
        and (not soort.tlv or soort.tlv[sector] in geeft)
        and not (code == "LWOO" and lwoo_mode == "geen")
        and keuzes.get(code, {}).get("aan", True)
    )


def keuzes_fouten(keuzes: Any) -> list[str]:
    """What is wrong with the settings per kind, as sentences; [] when they can be used."""
    if not isinstance(keuzes, Mapping):
        return ["Geef per soort de eigen keuzes."]
    fouten = [f"De soort {code} bestaat niet." for code in keuzes if code not in SOORTEN]
    for code, eigen in keuzes.items():
        for naam, waarde in eigen.items() if code in SOORTEN else ():
            if naam not in INSTELBAAR or not isinstance(waarde, INSTELBAAR[naam]):
                fouten.append(f"Bij {code} kan {naam} niet zo worden ingesteld.")
            elif naam == "gewicht" and waarde not in SOORTEN[code].onderdelen:
                fouten.append(f"Bij {code} kan het gewicht {waarde} niet.")
    return fouten
