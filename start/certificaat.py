"""A self-signed certificate for the seal on letters, for the demo and the tests. In production it is bought."""

from __future__ import annotations

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NAAM = "Proefzegel, niets waard buiten deze machine"
VANAF = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
TOT = datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)


def proefcertificaat(
    folder: Path,
    *,
    vanaf: datetime.datetime = VANAF,
    tot: datetime.datetime = TOT,
    sleutel: CertificateIssuerPrivateKeyTypes | None = None,
) -> dict[str, str]:
    """Make certificate and key in this folder unless they are there. Gives the environment that points to them."""
    certificaat_pad, sleutel_pad = folder / "zegel-certificaat.pem", folder / "zegel-sleutel.pem"
    if not certificaat_pad.exists():
        prive = sleutel or ec.generate_private_key(ec.SECP256R1())
        sleutel_pad.touch(mode=0o600)
        sleutel_pad.write_bytes(prive.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        certificaat_pad.write_bytes(_zelf_ondertekend(prive, vanaf, tot).public_bytes(Encoding.PEM))
    return {"ZEGEL_CERTIFICAAT": str(certificaat_pad), "ZEGEL_SLEUTEL": str(sleutel_pad)}


def _zelf_ondertekend(
    prive: CertificateIssuerPrivateKeyTypes, vanaf: datetime.datetime, tot: datetime.datetime
) -> x509.Certificate:
    naam = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAAM)])
    gebruik = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(naam)
        .public_key(prive.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(vanaf)
        .not_valid_after(tot)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(gebruik, critical=True)
        .sign(prive, hashes.SHA256())
    )
