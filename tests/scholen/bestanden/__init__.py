"""Lines of files of DUO, byte for byte, with the names under which the files came. Bron: DUO Open Onderwijsdata."""

from pathlib import Path

from scholen.importeren import Bron, bron_lezen

MAP = Path(__file__).parent
BO = "duo-2026-08__02.-alle-schoolvestigingen-basisonderwijs.csv"
HISTORISCH = "duo-2025__06.-historisch-overzicht-aantal-leerlingen-per-schoolvestiging.csv"
VO = "duo-2018__02-alle-vestigingen-vo.csv"
VO_2026 = "duo-2026__02.-alle-vestigingen-vo.csv"
VO_TYPE = "duo-2018__01-leerlingen-vo-per-vestiging-naar-onderwijstype.csv"
VO_LEERLINGEN = "duo-2025__leerlingen-vo-per-vestiging.csv"
HOOFD = "duo-ca2020__instellingenvo-hoofdvestigingen-vo.csv"
GESPECIALISEERD = "duo-2026__09.-alle-vestigingen-sbo-so-en-vso.csv"
BESTUREN = "duo-2016__bevoegde-gezagen-po.csv"
BESTUURSNAMEN = "bevoegde-gezagen-nummer-naam.csv"
LANDELIJK_MET_SWV = "alle-po-vestigingen-2026-met-swv.csv"
UITGESLOTEN = "regio-uitgesloten.csv"
DUO = (BO, HISTORISCH, VO, VO_2026, VO_TYPE, VO_LEERLINGEN, HOOFD, GESPECIALISEERD, BESTUREN)


def inhoud(naam: str) -> bytes:
    return (MAP / naam).read_bytes()


def bron(naam: str, *, bytes_: bytes | None = None, **opties) -> Bron:
    """A file as the importer reads it, also the one from a Mac; bytes_ to offer other lines under its name."""
    return bron_lezen(naam, inhoud(naam) if bytes_ is None else bytes_, **{"zo_nodig": "mac_roman"} | opties)


def regels(naam: str, *met: bytes) -> bytes:
    """The header of a file and of its lines only those that hold one of these."""
    kop, *rest = inhoud(naam).splitlines(keepends=True)
    gekozen = [regel for regel in rest if any(deel in regel for deel in met)]
    assert len(gekozen) >= len(met), f"{naam} holds no line with each of {met}"
    return kop + b"".join(gekozen)
