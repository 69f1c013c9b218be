"""How somebody comes in with the code of a letter, for who reads no Dutch: beside the form, which is in Dutch."""

from __future__ import annotations

from .zinnen import _

STAPPEN = (
    _("Kreeg u een brief met een code? Vul hier de code in, en de geboortedatum van uw kind."),
    _("Daarna vult u uw e-mailadres in. Wij sturen u een tweede code. Die vult u ook in."),
    _("Kies dan een wachtwoord. Nu heeft u een account. U ziet meteen hoe ver wij zijn."),
    _("Lukt het niet? Bel ons. Wij vragen eerst wie u bent. Daarna krijgt u een nieuwe code."),
    _("U hoeft dit niet te doen. Alle brieven komen dan per post."),
)
