"""The process that draws: a specification a line comes in, an SVG a line goes out.

Apart from the portal: vl-convert holds a JavaScript engine that takes 100 MB, reserves more memory than a worker may
have (kern.brieven.pdf.beperk_kind), and takes its process along when it fails. It is loaded with the first chart.
"""

from __future__ import annotations

import json
import sys

GETALLEN = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€\u00a0", ""]}


def tekenen(regel: str) -> str:
    """One answer: {"svg": …} or {"fout": …}. Nothing is fetched: a specification holds its own figures."""
    import vl_convert

    vraag = json.loads(regel)
    try:
        svg = vl_convert.vegalite_to_svg(
            vraag["spec"], vl_version=vraag["versie"], allowed_base_urls=[], format_locale=GETALLEN
        )
    except ValueError as fout:
        return json.dumps({"fout": str(fout)[:400]})
    return json.dumps({"svg": svg})


def ruimte() -> None:
    """As much memory as this process may have: a worker that begins it is limited to less than drawing reserves."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    _, hoogste = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hoogste, hoogste))


def main() -> None:
    """Until who asks closes the pipe."""
    ruimte()
    for regel in sys.stdin:
        sys.stdout.write(tekenen(regel) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
