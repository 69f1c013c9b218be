"""The electronic seal on a letter (PAdES): with which certificate, making it, and looking whether it is unbroken.

A seal is made after rendering, in an update at the end of the file, so that both claims of the letter still hold (ADR
15). The same letter, moment and key give the same bytes, unless a timestamp authority is configured.

Only zegel.pades knows pyHanko, which takes a second to import: it is loaded by the worker (opwarmen) and by the page
where somebody hands in a PDF, and by nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

ONTBREEKT = "Het certificaat voor het zegel ontbreekt."
ONLEESBAAR = "Het certificaat voor het zegel is niet te lezen."
VERLOPEN = "Het certificaat voor het zegel is verlopen."
TE_VROEG = "Het certificaat voor het zegel geldt nog niet."
GEEN_TIJDSTEMPEL = "De dienst voor tijdstempels antwoordt niet."


class ZegelWacht(Exception):
    """No seal can be made now, through no fault of the letter. The reason is for the staff; waiting may help."""


@dataclass(frozen=True)
class Sleutel:
    """What seals: the private key, its certificate, and the certificates between that and its issuer."""

    prive: Any
    certificaat: Certificate
    keten: tuple[Certificate, ...]

    @property
    def vanaf(self) -> datetime:
        return self.certificaat.not_valid_before_utc

    @property
    def tot(self) -> datetime:
        return self.certificaat.not_valid_after_utc


def opwarmen() -> None:
    """Load pyHanko, for worker_process_init; otherwise the first letter waits for it."""
    from . import pades  # noqa: F401


def certificaat_tot(*, op: datetime) -> datetime:
    """Until when the certificate seals. Raises ZegelWacht with the reason when it does not at this moment."""
    return _sleutel(op=op).tot


def verzegelen(pdf: bytes, *, moment: datetime, op: datetime) -> bytes:
    """The same letter with a seal that allows no change at all.

    moment: what the seal says about when; a moment of the letter itself and not of its making, so that making it again
    gives the same bytes. A certificate that is newer than the letter counts from its own first moment. op: now, for
    whether the certificate still holds. Raises ZegelWacht when there is no certificate that holds, or no timestamp.
    """
    sleutel = _sleutel(op=op)
    from . import pades

    return pades.verzegelen(pdf, sleutel, moment=max(moment, sleutel.vanaf), tijdstempel=settings.ZEGEL["tijdstempel"])


def is_ongebroken(pdf: bytes) -> bool:
    """Whether this file of ours has one seal, over every byte of it, that holds and after which nothing changed.

    For bytes that we know (by their hash): a file of a stranger is never parsed. Whether the issuer of the certificate
    is trusted is for the reader's own program to say; that it was ours, the hash says.
    """
    from . import pades

    return pades.is_ongebroken(pdf)


def _sleutel(*, op: datetime) -> Sleutel:
    if not settings.ZEGEL["certificaat"]:
        raise ZegelWacht(ONTBREEKT)
    bestanden = [Path(pad) for pad in (settings.ZEGEL["certificaat"], settings.ZEGEL["sleutel"]) if pad]
    try:  # read for each letter: a certificate that was renewed on disk counts from the next letter on
        inhoud = tuple(bestand.read_bytes() for bestand in bestanden)
    except FileNotFoundError as fout:
        raise ZegelWacht(ONTBREEKT) from fout
    except OSError as fout:
        raise ZegelWacht(ONLEESBAAR) from fout
    sleutel = _lezen(inhoud, settings.ZEGEL["wachtwoord"])
    if op > sleutel.tot:
        raise ZegelWacht(VERLOPEN)
    if op < sleutel.vanaf:
        raise ZegelWacht(TE_VROEG)
    return sleutel


@lru_cache(maxsize=2)
def _lezen(inhoud: tuple[bytes, ...], wachtwoord: str) -> Sleutel:
    """From PEM (certificate with its chain, and key) or from one PKCS#12 file. Raises ZegelWacht."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12

    geheim = wachtwoord.encode() or None
    try:
        if len(inhoud) == 1 and b"-----BEGIN" not in inhoud[0]:
            prive, eigen, keten = pkcs12.load_key_and_certificates(inhoud[0], geheim)
        else:
            prive = load_pem_private_key(inhoud[-1], geheim)
            eigen, *keten = x509.load_pem_x509_certificates(inhoud[0])
    except (ValueError, TypeError) as fout:
        raise ZegelWacht(ONLEESBAAR) from fout
    if prive is None or eigen is None or prive.public_key() != eigen.public_key():
        raise ZegelWacht(ONLEESBAAR)
    return Sleutel(prive, eigen, tuple(keten))
