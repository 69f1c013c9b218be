"""With a timestamp authority: the time in the seal is that of somebody else, and both norms still hold."""

import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import page
import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.keys import load_cert_from_pemder, load_private_key_from_pemder
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from kern.brieven import zegel
from kern.brieven.pdf import html_naar_pdf
from start.certificaat import proefcertificaat
from tests.kern.brieven.test_pdf import document

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
GESTEMPELD = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def dienst(tmp_path):
    """A timestamp authority on this machine, as RFC 3161 has it. Gives its address."""
    paden = proefcertificaat(tmp_path, sleutel=rsa.generate_private_key(65537, 2048))
    stempel = DummyTimeStamper(
        load_cert_from_pemder(paden["ZEGEL_CERTIFICAAT"]),
        load_private_key_from_pemder(paden["ZEGEL_SLEUTEL"], None),
        fixed_dt=GESTEMPELD,
    )

    class Antwoord(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            vraag = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(stempel.request_tsa_response(vraag).dump())

        def log_message(self, *_: object) -> None:
            """Nothing: this is a test."""

    with HTTPServer(("127.0.0.1", 0), Antwoord) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_timestamp_is_in_the_seal_and_both_norms_hold(settings, tmp_path, dienst):
    settings.ZEGEL = {**settings.ZEGEL, "tijdstempel": dienst}
    data = zegel.verzegelen(html_naar_pdf(document("<p>Dag</p>")), moment=MOMENT, op=GESTEMPELD)
    assert zegel.is_ongebroken(data)
    assert f"{GESTEMPELD:%Y%m%d%H%M%S}Z".encode().hex().upper().encode() in data
    bestand = tmp_path / "brief.pdf"
    bestand.write_bytes(data)
    for profiel in ("ua1", "2a"):
        uitslag = page.validate_pdf(str(bestand), profile=profiel)
        assert uitslag.is_compliant, [(fout.rule_id, fout.message) for fout in uitslag.failures]
