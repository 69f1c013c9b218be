"""Fetch uv without pip: the wheel that uv.lock names for this machine, checked against its hash.

Runs on any bare Python 3.11, also an externally managed one without pip or venv. Prints the path of the program.
"""

import hashlib
import io
import platform
import sys
import tomllib
import urllib.request
import zipfile
from pathlib import Path

WORTEL = Path(__file__).resolve().parent.parent
DOEL = WORTEL / ".data" / "uv"


def wielen() -> list[dict[str, str]]:
    """All wheels of uv in the lock file."""
    pakketten = tomllib.loads((WORTEL / "uv.lock").read_text())["package"]
    return next(pakket["wheels"] for pakket in pakketten if pakket["name"] == "uv")


def past(naam: str) -> bool:
    """Whether a wheel of this name is for this machine."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform == "darwin":
        return "macosx" in naam and ("arm64" if machine == "aarch64" else "x86_64") in naam
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return libc in naam and naam.endswith(f"{machine}.whl")


def halen() -> Path:
    """Download, check and unpack; gives the path of uv. Does nothing when it is there."""
    programma = DOEL / "uv"
    if programma.exists():
        return programma
    keuzes = [wiel for wiel in wielen() if past(wiel["url"].rsplit("/", 1)[1])]
    if not keuzes:
        raise SystemExit("Voor deze machine is er geen uv. Installeer uv zelf en probeer het opnieuw.")
    print("  uv ophalen …", file=sys.stderr)
    with urllib.request.urlopen(keuzes[0]["url"], timeout=60) as antwoord:  # noqa: S310
        inhoud = antwoord.read()
    if f"sha256:{hashlib.sha256(inhoud).hexdigest()}" != keuzes[0]["hash"]:
        raise SystemExit("Het opgehaalde uv is niet wat uv.lock zegt. Er is niets geïnstalleerd.")
    DOEL.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(inhoud)) as wiel:
        naam = next(naam for naam in wiel.namelist() if naam.endswith(".data/scripts/uv"))
        tijdelijk = programma.with_suffix(".deel")
        tijdelijk.write_bytes(wiel.read(naam))
    tijdelijk.chmod(0o755)
    tijdelijk.rename(programma)
    return programma


if __name__ == "__main__":
    print(halen())
