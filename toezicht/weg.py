"""What keeps the file about which somebody asks, before the loket answers: the same rules, as if it were granted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kern.houdt import Houdt
from loket.models import Privacyverzoek
from scholen.models import Leerling
from toezicht.dossiers import alle, kring
from toezicht.models import Opruimregel, Regelstand
from toezicht.rules.bewaren import REGELS, STERKST, ZINNEN, Reden, mag_weg

MET_EINDE = frozenset({Reden.TLV, Reden.ARRANGEMENT, Reden.RUST, Reden.TERMIJN})
"""What ends by itself on a day that is known."""


def houdt_verzoek(verzoek: Privacyverzoek, dag: date) -> list[Houdt]:
    """Each reason once, with the day from which it holds no more. Reads the files of this child alone."""
    dossiers = alle(dag, wie=kring(verzoek.leerling_id), zonder=verzoek.pk)
    dossier = next((een for een in dossiers if verzoek.aanvraag in een.rijen), None)
    gevonden: dict[Houdt, None] = {}
    for rij, feiten in dossier.wortels if dossier else ():
        gevraagd = rij == verzoek.aanvraag or isinstance(rij, Leerling)
        feiten = replace(feiten, verzocht=dag) if gevraagd else feiten
        oordeel = mag_weg(feiten, dag)
        if oordeel.mag:
            continue
        later = oordeel.vanaf if oordeel.vanaf and oordeel.vanaf > dag else None
        for reden in sorted(feiten.vast or {oordeel.reden}, key=STERKST.index):
            zin = ZINNEN[reden] if reden != Reden.TERMIJN else f"{REGELS[feiten.soort].naam}: {ZINNEN[reden].lower()}"
            gevonden[Houdt(zin, later if reden in MET_EINDE else None)] = None
    return [*gevonden]


def verwijderd_uit(jaren: frozenset[int]) -> bool:
    """Whether a file of one of these school years is gone. What is only hidden, figures still count."""
    weg = Opruimregel.objects.filter(stand=Regelstand.WEG)
    return any(weg.filter(jaren__contains=[jaar]).exists() for jaar in sorted(jaren))
