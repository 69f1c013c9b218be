"""Sealing and looking at a seal, by pyHanko. Import this module only where a seal is made or looked at."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from asn1crypto import keys, x509
from asn1crypto.parser import peek
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from . import GEEN_TIJDSTEMPEL, Sleutel, ZegelWacht

VELD = "Zegel"
OMSCHRIJVING = "Elektronisch zegel van de afzender"
WACHTEN = 3
"""Seconds that the timestamp authority gets to answer, twice at most: below the time that one letter gets."""
MOGELIJKHEDEN = PdfSignatureMetadata(
    field_name=VELD,
    md_algorithm="sha256",
    subfilter=SigSeedSubFilter.PADES,
    certify=True,
    docmdp_permissions=MDPPerm.NO_CHANGES,
)
HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


class Schrijver(IncrementalPdfFileWriter):
    """An update at the end of the file, without chance and without touching what is there."""

    @classmethod
    def _handle_id(cls, prev: Any) -> Any:
        """The second half of the file's id follows from the content."""
        eerste, _ = prev.trailer["/ID"]
        prev.stream.seek(0)
        tweede = hashlib.sha256(prev.stream.read()).digest()[:16]
        return ArrayObject([ByteStringObject(getattr(eerste, "original_bytes", eerste)), ByteStringObject(tweede)])

    def _update_meta(self) -> None:
        """Leave the metadata alone: pyHanko writes them anew and loses the claim of PDF/A."""


class Ondertekenaar(SimpleSigner):
    """Signs without chance: ECDSA by RFC 6979; RSA PKCS#1 v1.5 has none."""

    def __init__(self, sleutel: Sleutel) -> None:
        self.prive = sleutel.prive
        keten = SimpleCertificateStore()
        keten.register_multiple([_als_asn1(een) for een in sleutel.keten])
        der = self.prive.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        super().__init__(_als_asn1(sleutel.certificaat), keys.PrivateKeyInfo.load(der), keten)

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if not isinstance(self.prive, ec.EllipticCurvePrivateKey):
            return super().sign_raw(data, digest_algorithm)
        return self.prive.sign(data, ec.ECDSA(HASHES[digest_algorithm](), deterministic_signing=True))


class Zegelaar(PdfSigner):
    """A signer for whom it is always this moment."""

    def __init__(self, moment: datetime, **delen: Any) -> None:
        self.moment = moment
        super().__init__(MOGELIJKHEDEN, **delen)

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        sessie = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        sessie.system_time = self.moment
        return sessie


def verzegelen(pdf: bytes, sleutel: Sleutel, *, moment: datetime, tijdstempel: str) -> bytes:
    """As zegel.verzegelen, with the key that it chose."""
    schrijver = Schrijver(BytesIO(pdf))
    _veld_toevoegen(schrijver)
    dienst = _tijdstempeldienst(tijdstempel) if tijdstempel else None
    uit = BytesIO()
    try:
        zegelaar = Zegelaar(moment, signer=_ondertekenaar(sleutel), timestamper=dienst)
        zegelaar.sign_pdf(schrijver, existing_fields_only=True, output=uit)
    except TimestampRequestError as fout:
        raise ZegelWacht(GEEN_TIJDSTEMPEL) from fout
    return uit.getvalue()


def is_ongebroken(pdf: bytes) -> bool:
    """As zegel.is_ongebroken."""
    try:
        (zegel,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
        vertrouwd = ValidationContext(trust_roots=[zegel.signer_cert], allow_fetching=False)
        stand = validate_pdf_signature(zegel, signer_validation_context=vertrouwd)
        heel = stand.coverage == SignatureCoverageLevel.ENTIRE_FILE and _opvulling_leeg(pdf, zegel)
        return bool(heel and stand.intact and stand.valid and stand.docmdp_ok)
    except Exception:  # whatever a reader stumbles over, it is not the file that we sealed
        return False


def _opvulling_leeg(pdf: bytes, zegel: Any) -> bool:
    """Whether the one place that a seal cannot cover, its own, holds nothing but the seal and zeroes."""
    _, begin, einde, _ = (int(getal) for getal in zegel.byte_range)
    inhoud = bytes(zegel.pkcs7_content)
    return pdf[begin:einde] == b"<%s>" % inhoud.hex().upper().encode() and not any(inhoud[peek(inhoud) :])


def _veld_toevoegen(schrijver: Schrijver) -> None:
    """An invisible field for the seal, last in the structure tree, with words for who cannot see it.

    Without its place in the tree a PDF/UA reader finds an annotation that nobody announced.
    """
    bladen, boom = schrijver.root["/Pages"]["/Kids"], schrijver.root["/StructTreeRoot"]
    blad_ref, blad = bladen.raw_get(0), bladen[0]
    document_ref, document = boom["/K"].raw_get(0), boom["/K"][0]
    nummers = boom["/ParentTree"]["/Nums"]
    nummer = 1 + max((int(nummers[plek]) for plek in range(0, len(nummers), 2)), default=-1)
    veld = schrijver.add_object(_veld(blad_ref, nummer))
    plaats = _boek(Type=NameObject("/OBJR"), Obj=veld, Pg=blad_ref)
    element = schrijver.add_object(
        _boek(
            Type=NameObject("/StructElem"),
            S=NameObject("/Form"),
            P=document_ref,
            Alt=TextStringObject(OMSCHRIJVING),
            K=plaats,
        )
    )
    document["/K"].append(element)
    nummers.extend([NumberObject(nummer), element])
    boom[NameObject("/ParentTreeNextKey")] = NumberObject(nummer + 1)
    blad[NameObject("/Annots")] = ArrayObject([*blad.get("/Annots", ()), veld])
    blad[NameObject("/Tabs")] = NameObject("/S")
    schrijver.root[NameObject("/AcroForm")] = _boek(Fields=ArrayObject([veld]), SigFlags=NumberObject(3))
    for aangepast in (document["/K"], nummers, boom, blad, schrijver.root):
        schrijver.update_container(aangepast)


def _veld(blad: Any, nummer: int) -> DictionaryObject:
    return _boek(
        Type=NameObject("/Annot"),
        Subtype=NameObject("/Widget"),
        FT=NameObject("/Sig"),
        T=TextStringObject(VELD),
        TU=TextStringObject(OMSCHRIJVING),
        F=NumberObject(0b1000_0100),  # printed and locked
        Rect=ArrayObject([NumberObject(0)] * 4),
        P=blad,
        StructParent=NumberObject(nummer),
    )


def _boek(**delen: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{naam}"): waarde for naam, waarde in delen.items()})


def _als_asn1(certificaat: Any) -> x509.Certificate:
    return x509.Certificate.load(certificaat.public_bytes(Encoding.DER))


@lru_cache(maxsize=2)
def _ondertekenaar(sleutel: Sleutel) -> Ondertekenaar:
    return Ondertekenaar(sleutel)


@lru_cache(maxsize=1)
def _tijdstempeldienst(adres: str) -> RequestsHTTPTimeStamper:
    return RequestsHTTPTimeStamper(adres, timeout=WACHTEN)
