"""One number for all that figures are made of: the same words give the same, and one changed cell another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def controlegetal(inhoud: Mapping[str, object]) -> str:
    """The SHA-256 of these facts, in whatever order they are given. A date or a Decimal counts as its text."""
    tekst = json.dumps(inhoud, sort_keys=True, default=str, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(tekst.encode()).hexdigest()
