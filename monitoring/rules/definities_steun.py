"""What the figures about special schools and TLVs mean (domein 9.1, M01–M07, M12–M14, M21, M22)."""

from __future__ import annotations

from .kengetal import Definitie

DUO = "DUO Open Onderwijsdata, leerlingen per vestiging"
TLVS = "de TLV's in dit portaal"
BEIDE = f"{TLVS}, en {DUO}"
_LOCATIE = (
    " Geteld waar de school staat, niet waar de leerling woont. Waar DUO ‘<5’ schrijft, rekenen we met 1 tot en met 4; "
    "maakt dat verschil, dan staan er twee percentages."
)
_SAMEN = " Een school met so én vso telt heel mee: DUO splitst die leerlingen niet."

STEUN = (
    Definitie(
        "M01", "Deelname sbo", "Leerlingen op het sbo, gedeeld door leerlingen op bo en sbo samen." + _LOCATIE, DUO
    ),
    Definitie(
        "M02", "Deelname so", "Leerlingen op het so, gedeeld door leerlingen op bo en sbo." + _SAMEN + _LOCATIE, DUO
    ),
    Definitie(
        "M03",
        "Deelname vso",
        "Leerlingen op het vso, gedeeld door leerlingen in het vo met praktijkonderwijs." + _SAMEN + _LOCATIE,
        DUO,
    ),
    Definitie(
        "M04",
        "Deelname praktijkonderwijs",
        "Leerlingen op het praktijkonderwijs, gedeeld door alle leerlingen in het vo. Lwoo telt DUO in deze bestanden "
        "niet apart; zie M05 voor lwoo." + _LOCATIE,
        DUO,
    ),
    Definitie(
        "M05",
        "Deelname door onze TLV's",
        "TLV's van ons die op de teldatum geldig zijn, waar de leerling ook naar school gaat. Voor sbo gedeeld door "
        "die TLV's en de leerlingen op bo samen; voor so gedeeld door leerlingen op bo en onze TLV's voor sbo; voor "
        "vso, praktijkonderwijs en lwoo gedeeld door alle leerlingen in het vo. TLV's van voor dit portaal tellen "
        "niet mee.",
        BEIDE,
    ),
    Definitie(
        "M06",
        "Verschil met landelijk en met een jaar eerder",
        "Ons percentage min het landelijke percentage van dezelfde teldatum, en min ons percentage van een jaar "
        "eerder, in procentpunten.",
        f"{DUO}, en de landelijke cijfers met hun eigen bron",
    ),
    Definitie(
        "M07",
        "Grensverkeer",
        "Uit: TLV's van ons die op de peildatum geldig zijn en waarvan de leerling is geplaatst op een school die op "
        "die dag niet bij ons hoort. In: leerlingen op onze scholen met een TLV van een ander samenwerkingsverband. "
        "Dat is niet bekend: een ander zegt ons niet welke TLV's het gaf, en waar een leerling woont, zegt niet wie "
        "de TLV gaf.",
        TLVS,
    ),
    Definitie(
        "M12",
        "Verwijzingspercentage",
        "Aanvragen van de school die in de periode zijn toegekend, ook als dat anders was dan gevraagd, gedeeld door "
        "de leerlingen van de school op 1 oktober van dat schooljaar. Is die telling er nog niet, dan tellen de "
        "leerlingen van de laatste 1 oktober ervoor.",
        f"de aanvragen in dit portaal, en {DUO}",
    ),
    Definitie(
        "M13",
        "Duur van TLV's",
        "Dagen van de eerste tot en met de laatste dag van elke TLV waarover in de periode is besloten, gedeeld door "
        "365,25. De helft duurt hoogstens zo lang als de mediaan. TLV's zonder einddatum tellen apart.",
        TLVS,
    ),
    Definitie(
        "M14",
        "Terugplaatsingen",
        "TLV's die in de periode eindigden door terugplaatsing naar een gewone school, gedeeld door alle TLV's waarvan "
        "de laatste dag in de periode valt. Een TLV die door een andere is vervangen, eindigt niet.",
        TLVS,
    ),
    Definitie(
        "M21",
        "TLV's in twaalf maanden",
        "Aanvragen die zijn toegekend in de twaalf maanden tot en met de laatste dag van elke maand.",
        "de aanvragen in dit portaal",
    ),
    Definitie(
        "M22",
        "Verwachte TLV's",
        "Wat in de periode is toegekend, plus wat op de peildatum nog open is. Niet elke open aanvraag wordt "
        "toegekend: dit is het meeste dat het kan worden.",
        "de aanvragen in dit portaal",
    ),
)
