"""Form fields whose errors say what to do. `leeg`: the sentence for an empty field ("Vul de achternaam in")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kern.formulieren.tekst import onredelijk, samengesteld
from kern.formulieren.widgets import Bestandskiezer, DatumVakjes, Opnemer, Rondjes, Vinkjes

if TYPE_CHECKING:
    from typing import TypeAlias

    from django.utils.functional import _StrPromise

    Woorden: TypeAlias = "str | _StrPromise"

MAX_REGEL = 200
HALF = (_("Vul ook de dag in"), _("Vul ook de maand in"), _("Vul ook het jaar in"))
MAANDNAMEN = ("jan", "feb", "mrt maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def _fouten(kwargs: dict[str, Any], leeg: Woorden, **meer: Woorden) -> dict[str, Any]:
    """The keyword arguments with the messages of this field; a message that the caller gives goes first."""
    eigen = ({"required": leeg} if leeg else {}) | meer
    return {**kwargs, "error_messages": eigen | kwargs.get("error_messages", {})}


class Tekst(forms.CharField):
    """One line of text. Kept in NFC, and never so long or so heaped with marks that a letter suffers from it."""

    def __init__(self, *, leeg: Woorden = "", max_length: int = MAX_REGEL, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **_fouten(kwargs, leeg))

    def to_python(self, value: Any) -> str:
        return samengesteld(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if zin := onredelijk(value):
            raise ValidationError(zin, code="onredelijk")


class LangeTekst(forms.CharField):
    """Several lines with a counter. Too long is an error afterwards: pasted text is never cut off in silence.

    Kept in NFC. What no person types but what stops a printer is refused too, see kern.formulieren.tekst.
    """

    def __init__(self, *, leeg: Woorden = "", max_tekens: int = 2000, regels: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": regels, "data-max": max_tekens}))
        super().__init__(**_fouten(kwargs, leeg))
        self.max_tekens = max_tekens

    def to_python(self, value: Any) -> str:
        tekst: str = super().to_python(value) or ""
        return samengesteld(tekst.replace("\r\n", "\n").replace("\r", "\n"))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if (te_veel := len(value) - self.max_tekens) > 0:
            raise ValidationError(
                gettext("Maak de tekst korter: er staan {te_veel} tekens te veel").format(te_veel=te_veel),
                code="te_lang",
            )
        if zin := onredelijk(value):
            raise ValidationError(zin, code="onredelijk")


class Emailadres(forms.EmailField):
    def __init__(self, *, leeg: Woorden = "", **kwargs: Any) -> None:
        zin = _("Vul een e-mailadres in, zoals naam@voorbeeld.nl")
        kwargs.setdefault("widget", forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}))
        super().__init__(**_fouten(kwargs, leeg or zin, invalid=zin))


class Telefoonnummer(forms.CharField):
    """A Dutch number of ten digits or one from abroad with its country code; kept as digits, + and spaces."""

    def __init__(self, *, leeg: Woorden = "", **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput({"type": "tel", "autocomplete": "tel", "class": "swv-textbox--middel"})
        )
        super().__init__(**_fouten(kwargs, leeg))

    def clean(self, value: Any) -> str:
        tekst: str = super().clean(value)
        cijfers = re.sub(r"[\s().–-]", "", tekst)
        if tekst and not re.fullmatch(r"0\d{9}|(\+|00)\d{8,14}", cijfers):
            raise ValidationError(_("Vul een telefoonnummer in van 10 cijfers"), code="telefoon")
        return cijfers


class Postcode(forms.CharField):
    """1234 AB, with one space, whatever way it was typed."""

    def __init__(self, *, leeg: Woorden = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"autocomplete": "postal-code", "class": "swv-textbox--kort"}))
        super().__init__(**_fouten(kwargs, leeg))

    def clean(self, value: Any) -> str:
        tekst: str = super().clean(value)
        if tekst and not (deel := re.fullmatch(r"([1-9]\d{3})\s*([A-Za-z]{2})", tekst.strip())):
            raise ValidationError(_("Vul een postcode in, zoals 1234 AB"), code="postcode")
        return f"{deel[1]} {deel[2].upper()}" if tekst and deel else ""


JAREN = (1900, 2100)


def zonder_nul(tekst: str) -> str:
    """What a button sent, without the one character that PostgreSQL refuses: such a name is nobody's, and no fault."""
    return tekst.replace("\x00", "")


class DatumKiezer(forms.DateField):
    """A date nearby, with the calendar of the browser."""

    def __init__(self, *, leeg: Woorden = "", **kwargs: Any) -> None:
        zin = _("Vul een datum in, zoals 9-11-2026")
        kwargs.setdefault("widget", forms.DateInput({"type": "date", "class": "swv-textbox--middel"}, "%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d %m %Y"])
        super().__init__(**_fouten(kwargs, leeg or zin, invalid=zin))

    def to_python(self, value: Any) -> date | None:
        """The date; a year in which nobody who is here lives is a mistake of typing."""
        dag: date | None = super().to_python(value)
        if dag is not None and not JAREN[0] <= dag.year <= JAREN[1]:
            raise ValidationError(_("Kijk het jaar na"), code="jaar")
        return dag


class DatumVeld(forms.MultiValueField):
    """A remembered date in three boxes; the month may be a name. `van` and `tot_en_met` bound it, inclusive."""

    widget = DatumVakjes

    def __init__(
        self, *, leeg: Woorden = "", van: date | None = None, tot_en_met: date | None = None, **kwargs: Any
    ) -> None:
        self.van, self.tot_en_met = van, tot_en_met
        if autocomplete := kwargs.pop("autocomplete", ""):
            kwargs["widget"] = DatumVakjes(autocomplete=autocomplete)
        super().__init__(
            fields=[forms.CharField(required=False) for _ in range(3)],
            require_all_fields=False,
            **_fouten(kwargs, leeg or _("Vul een dag, maand en jaar in")),
        )

    def compress(self, data_list: list[str]) -> date | None:
        """The date of the three boxes, or None when all are empty. ValidationError says what is wrong with it."""
        if not any(data_list):
            return None
        if not all(data_list):
            mist = [zin for zin, deel in zip(HALF, data_list, strict=True) if not deel]
            raise ValidationError(mist[0] if len(mist) == 1 else _("Vul een dag, maand en jaar in"), code="half")
        dag, maand, jaar = _getal(data_list[0]), _maand(data_list[1]), _getal(data_list[2])
        if dag is None or maand is None or jaar is None:
            raise ValidationError(_("Vul de datum in met cijfers, zoals 9 11 2026"), code="geen_getal")
        if jaar < 1000:
            raise ValidationError(_("Vul het jaar in met vier cijfers"), code="jaar")
        return self._bestaand(dag, maand, jaar)

    def _bestaand(self, dag: int, maand: int, jaar: int) -> date:
        if not 1 <= maand <= 12:
            raise ValidationError(_("Vul een maand in van 1 tot en met 12"), code="maand")
        try:
            datum = date(jaar, maand, dag)
        except ValueError:
            raise ValidationError(
                gettext("{dag} bestaat niet. Vul een andere dag in").format(dag=f"{dag} {MONTHS[maand]}"),
                code="bestaat_niet",
            ) from None
        if self.tot_en_met and datum > self.tot_en_met:
            grens = f"{self.tot_en_met.day} {MONTHS[self.tot_en_met.month]} {self.tot_en_met.year}"
            raise ValidationError(
                self.error_messages.get("te_laat", gettext("Vul een datum in tot en met {grens}").format(grens=grens)),
                "te_laat",
            )
        if self.van and datum < self.van:
            grens = f"{self.van.day} {MONTHS[self.van.month]} {self.van.year}"
            raise ValidationError(
                self.error_messages.get("te_vroeg", gettext("Vul een datum in vanaf {grens}").format(grens=grens)),
                "te_vroeg",
            )
        return datum


class Keuze(forms.ChoiceField):
    """One choice of a few, as radio buttons. uitleg: value → a line under that choice; vorm: see widgets.VORMEN."""

    def __init__(
        self, *, leeg: Woorden = "", uitleg: Mapping[str, Woorden] | None = None, vorm: str = "lijst", **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", Rondjes(uitleg=uitleg, vorm=vorm))
        super().__init__(
            **_fouten(kwargs, leeg or _("Maak een keuze"), invalid_choice=_("Kies een van de mogelijkheden"))
        )


class JaNee(forms.TypedChoiceField):
    """Yes or no, without one of them chosen for you; the value is True, False or None."""

    def __init__(
        self,
        *,
        leeg: Woorden = "",
        ja: Woorden = "",
        nee: Woorden = "",
        uitleg: Mapping[str, Woorden] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", Rondjes(uitleg=uitleg))
        super().__init__(
            choices=[("ja", ja or _("Ja")), ("nee", nee or _("Nee"))],
            coerce=lambda keuze: keuze == "ja",
            empty_value=None,
            **_fouten(kwargs, leeg or _("Kies ja of nee"), invalid_choice=_("Kies ja of nee")),
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "ja", False: "nee"}.get(value, value) if isinstance(value, bool) else value

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(self.prepare_value(value))


class Meerkeuze(forms.MultipleChoiceField):
    """Any number of a few choices, as check boxes."""

    def __init__(self, *, leeg: Woorden = "", uitleg: Mapping[str, Woorden] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Vinkjes(uitleg=uitleg))
        super().__init__(**_fouten(kwargs, leeg or _("Kies er minstens één"), invalid_choice=_("Kies uit de lijst")))


class Akkoord(forms.BooleanField):
    """A statement that somebody agrees to. `leeg` says why it is needed."""

    def __init__(self, *, leeg: Woorden = "", **kwargs: Any) -> None:
        super().__init__(**_fouten(kwargs, leeg or _("Zet een vinkje om verder te gaan")))


class Bestanden(forms.FileField):
    """Any number of files; the value is a list. What may come in is decided by kern.bestanden, not here."""

    widget = Bestandskiezer

    def __init__(self, *, leeg: Woorden = "", soorten: Sequence[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("widget", Bestandskiezer({"accept": ",".join(soorten)} if soorten else None))
        kwargs.setdefault("allow_empty_file", True)
        super().__init__(**_fouten(kwargs, leeg or _("Kies een bestand")))

    def clean(self, data: Any, initial: Any = None) -> list[File[bytes]]:
        bestanden = data if isinstance(data, list | tuple) else [data] if data else []
        if not bestanden and self.required and not initial:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(Bestanden, self).clean(bestand) for bestand in bestanden]


class Opname(forms.FileField):
    """One sound (soort "geluid", with a recorder) or film; what may come in is decided by kern.bestanden.opname."""

    def __init__(self, *, soort: str = "geluid", seconden: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Opnemer(soort=soort, seconden=seconden))
        kwargs.setdefault("allow_empty_file", True)
        super().__init__(**kwargs)
        self.seconden = seconden


def _getal(tekst: str) -> int | None:
    return int(tekst) if re.fullmatch(r"\d{1,4}", tekst.strip()) else None


def _maand(tekst: str) -> int | None:
    schoon = tekst.strip().lower()[:3]
    namen = (nummer for nummer, namen in enumerate(MAANDNAMEN, 1) if schoon and schoon in namen.split())
    return _getal(tekst) if tekst.strip().isdigit() else next(namen, None)
