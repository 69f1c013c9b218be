"""uv.lock names the public default index only: a private mirror in it would lock everybody else out (afspraak 18)."""

import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

TOEGESTAAN = {"pypi.org", "files.pythonhosted.org"}

slot = tomllib.loads((Path(__file__).resolve().parent.parent / "uv.lock").read_text())
adressen = {
    urlsplit(adres).hostname
    for pakket in slot["package"]
    for adres in (
        *pakket["source"].values(),
        *(wiel["url"] for wiel in pakket.get("wheels", [])),
        *([pakket["sdist"]["url"]] if "sdist" in pakket else []),
    )
    if str(adres).startswith("http")
}
if vreemd := adressen - TOEGESTAAN:
    sys.exit(f"uv.lock verwijst naar een ander adres dan de openbare index: {', '.join(sorted(map(str, vreemd)))}")
