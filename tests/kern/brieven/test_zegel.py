"""The seal: both norms still hold, one byte breaks it, and the same letter gives the same bytes."""

import hashlib
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import page
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, load_pem_private_key, pkcs12
from django.core.checks import run_checks
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from kern.brieven import zegel
from kern.brieven.pdf import html_naar_pdf
from start.certificaat import proefcertificaat
from tests.kern.brieven.test_pdf import NAMEN, document

WORTEL = Path(__file__).parents[3]
MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NU = datetime(2026, 11, 23, 12, tzinfo=UTC)
HTML = document(
    "".join(f"<p>{naam}</p>" for naam in NAMEN)
    + '<p><a href="https://swv.example/">een link</a></p><h2 style="break-before:page">Bladzijde twee</h2><p>Slot.</p>'
)


@pytest.fixture(scope="module")
def brief() -> bytes:
    return html_naar_pdf(HTML)


@pytest.fixture(scope="module")
def verzegeld(brief) -> bytes:
    return zegel.verzegelen(brief, moment=MOMENT, op=NU)


def certificaat(settings, folder, **eigen) -> None:
    """From now on another certificate seals."""
    omgeving = proefcertificaat(folder, **eigen)
    plekken = {"certificaat": omgeving["ZEGEL_CERTIFICAAT"], "sleutel": omgeving["ZEGEL_SLEUTEL"]}
    settings.ZEGEL = {**settings.ZEGEL, **plekken}


def gelezen(pdf: bytes):
    (gevonden,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return gevonden


@pytest.mark.parametrize("profiel", ["ua1", "2a"])
@pytest.mark.parametrize("welke", ["brief", "verzegeld"])
def test_a_letter_meets_both_norms_before_and_after_sealing(request, tmp_path, welke, profiel):
    bestand = tmp_path / "brief.pdf"
    bestand.write_bytes(request.getfixturevalue(welke))
    uitslag = page.validate_pdf(str(bestand), profile=profiel)
    assert uitslag.is_compliant, [(fout.rule_id, fout.message) for fout in uitslag.failures]


def test_the_letter_under_the_seal_is_the_letter_that_was_printed(brief, verzegeld):
    assert verzegeld.startswith(brief)
    assert len(verzegeld) - len(brief) < 8_000


def test_pyhanko_finds_the_seal_whole_trusted_and_closed(settings, verzegeld):
    eigen = x509.load_pem_x509_certificate(Path(settings.ZEGEL["certificaat"]).read_bytes())
    gevonden = gelezen(verzegeld)
    assert gevonden.signer_cert.dump() == eigen.public_bytes(Encoding.DER)
    stand = validate_pdf_signature(gevonden, ValidationContext(trust_roots=[gevonden.signer_cert]))
    assert stand.bottom_line, stand.pretty_print_details()
    assert stand.coverage.name == "ENTIRE_FILE"
    assert gevonden.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert gevonden.docmdp_level.name == "NO_CHANGES"
    assert gevonden.self_reported_timestamp == MOMENT


def test_the_seal_breaks_when_any_byte_changes(verzegeld):
    assert zegel.is_ongebroken(verzegeld)
    _, begin, einde, _ = (int(getal) for getal in gelezen(verzegeld).byte_range)
    kans = random.Random(7)
    overal = [0, 9, len(verzegeld) - 1, *kans.sample(range(len(verzegeld)), 20), *kans.sample(range(begin, einde), 20)]
    heel = [plek for plek in overal if zegel.is_ongebroken(_anders(verzegeld, plek, kans.choice((1, 0x10, 0x20))))]
    assert heel == []


def _anders(data: bytes, plek: int, bit: int) -> bytes:
    return data[:plek] + bytes([data[plek] ^ bit]) + data[plek + 1 :]


@pytest.mark.parametrize("anders", ["niet verzegeld", "iets erachter", "iets ervoor", "half", "leeg", "geen pdf"])
def test_what_is_not_exactly_one_sealed_letter_has_no_unbroken_seal(brief, verzegeld, anders):
    data = {
        "niet verzegeld": brief,
        "iets erachter": verzegeld + b"\n",
        "iets ervoor": b"\n" + verzegeld,
        "half": verzegeld[: len(verzegeld) // 2],
        "leeg": b"",
        "geen pdf": b"%PDF-1.7\nhallo",
    }[anders]
    assert not zegel.is_ongebroken(data)


def test_the_same_letter_gives_the_same_bytes_also_in_another_process(settings, brief, verzegeld):
    assert zegel.verzegelen(brief, moment=MOMENT, op=NU + timedelta(days=3)) == verzegeld
    code = (
        "import sys, hashlib, datetime; from django.conf import settings;"
        f"settings.configure(ZEGEL={dict(settings.ZEGEL)!r}, LOGGING_CONFIG=None, OEFENEN=False);"
        "from kern.brieven.pdf import html_naar_pdf; from kern.brieven.zegel import verzegelen;"
        f"moment, op = (datetime.datetime.fromisoformat(een) for een in ({MOMENT.isoformat()!r}, {NU.isoformat()!r}));"
        "data = verzegelen(html_naar_pdf(sys.stdin.read()), moment=moment, op=op);"
        "print(hashlib.sha256(data).hexdigest())"
    )
    elders = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], input=HTML, capture_output=True, text=True, check=True, cwd=WORTEL
    )
    assert elders.stdout.strip() == hashlib.sha256(verzegeld).hexdigest()


def test_another_letter_or_another_moment_gives_other_bytes(brief, verzegeld):
    ander = html_naar_pdf(document("<p>Anders</p>"))
    assert zegel.verzegelen(ander, moment=MOMENT, op=NU) != verzegeld
    assert zegel.verzegelen(brief, moment=MOMENT + timedelta(seconds=1), op=NU) != verzegeld


@pytest.mark.parametrize("soort", ["rsa", "p384"])
def test_other_keys_seal_just_as_well(settings, tmp_path, brief, soort):
    maken = {
        "rsa": lambda: rsa.generate_private_key(65537, 2048),
        "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    }
    certificaat(settings, tmp_path, sleutel=maken[soort]())
    eerst = zegel.verzegelen(brief, moment=MOMENT, op=NU)
    assert zegel.is_ongebroken(eerst)
    assert zegel.verzegelen(brief, moment=MOMENT, op=NU) == eerst


def test_certificate_and_key_may_come_in_one_file_with_a_password(settings, tmp_path, brief, verzegeld):
    paden = [Path(settings.ZEGEL[naam]).read_bytes() for naam in ("certificaat", "sleutel")]
    eigen, sleutel = x509.load_pem_x509_certificate(paden[0]), load_pem_private_key(paden[1], None)
    bundel = tmp_path / "zegel.p12"
    bundel.write_bytes(
        pkcs12.serialize_key_and_certificates(b"zegel", sleutel, eigen, None, BestAvailableEncryption(b"geheim"))
    )
    settings.ZEGEL = {**settings.ZEGEL, "certificaat": str(bundel), "sleutel": "", "wachtwoord": "geheim"}
    assert zegel.verzegelen(brief, moment=MOMENT, op=NU) == verzegeld
    settings.ZEGEL = {**settings.ZEGEL, "wachtwoord": "fout"}
    with pytest.raises(zegel.ZegelWacht, match="niet te lezen"):
        zegel.verzegelen(brief, moment=MOMENT, op=NU)


@pytest.mark.parametrize(
    ("vanaf", "tot", "reden"),
    [(-400, -1, zegel.VERLOPEN), (1, 400, zegel.TE_VROEG)],
)
def test_a_certificate_that_does_not_hold_now_never_seals(settings, tmp_path, brief, vanaf, tot, reden):
    certificaat(settings, tmp_path, vanaf=NU + timedelta(days=vanaf), tot=NU + timedelta(days=tot))
    with pytest.raises(zegel.ZegelWacht, match=reden):
        zegel.verzegelen(brief, moment=MOMENT, op=NU)


@pytest.mark.parametrize("anders", [{"certificaat": ""}, {"certificaat": "/weg.pem"}, {"sleutel": "/weg.pem"}])
def test_without_a_certificate_or_its_key_nothing_is_sealed(settings, brief, anders):
    settings.ZEGEL = {**settings.ZEGEL, **anders}
    with pytest.raises(zegel.ZegelWacht, match=zegel.ONTBREEKT):
        zegel.verzegelen(brief, moment=MOMENT, op=NU)


def test_a_key_of_another_certificate_is_refused(settings, tmp_path, brief):
    ander = proefcertificaat(tmp_path)
    settings.ZEGEL = {**settings.ZEGEL, "sleutel": ander["ZEGEL_SLEUTEL"]}
    with pytest.raises(zegel.ZegelWacht, match=zegel.ONLEESBAAR):
        zegel.verzegelen(brief, moment=MOMENT, op=NU)


def test_a_letter_older_than_its_certificate_is_sealed_from_the_first_moment_of_that(settings, tmp_path, brief):
    vanaf = MOMENT + timedelta(days=1)
    certificaat(settings, tmp_path, vanaf=vanaf, tot=NU + timedelta(days=400))
    data = zegel.verzegelen(brief, moment=MOMENT, op=NU)
    assert gelezen(data).self_reported_timestamp == vanaf
    assert zegel.is_ongebroken(data)


def test_a_silent_timestamp_authority_makes_the_letter_wait(settings, brief):
    settings.ZEGEL = {**settings.ZEGEL, "tijdstempel": "http://127.0.0.1:9/tsa"}
    with pytest.raises(zegel.ZegelWacht, match=zegel.GEEN_TIJDSTEMPEL):
        zegel.verzegelen(brief, moment=MOMENT, op=NU)


@pytest.mark.parametrize(
    ("dagen", "gevonden"), [(None, "portaal.E006"), (-1, "portaal.E006"), (20, "portaal.W006"), (40, "")]
)
def test_a_deploy_without_a_certificate_that_holds_is_stopped(settings, tmp_path, dagen, gevonden):
    if dagen is None:
        settings.ZEGEL = {**settings.ZEGEL, "certificaat": ""}
    else:
        nu = datetime.now(UTC)
        certificaat(settings, tmp_path, vanaf=nu - timedelta(days=90), tot=nu + timedelta(days=dagen))
    ids = {fout.id for fout in run_checks(include_deployment_checks=True)}
    assert {"portaal.E006", "portaal.W006"} & ids == {gevonden} - {""}


def test_a_web_process_does_not_load_pyhanko_by_importing_the_module():
    code = "import sys, kern.brieven.zegel; sys.exit('pyhanko' in sys.modules or 'asn1crypto' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=WORTEL, check=False).returncode == 0
