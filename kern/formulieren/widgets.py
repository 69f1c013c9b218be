"""Widgets of our own: a remembered date in three boxes, choices with an explanation, several files."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import widgets

VORMEN = {"lijst": "", "kaart": "swv-keuze--kaart", "groot": "swv-keuze--kaart swv-keuze--groot", "segment": ""}


class DatumVakjes(widgets.MultiWidget):
    """Day, month and year as three text boxes: for a date that people know by heart, such as a birthday."""

    template_name = "formulieren/datum.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, autocomplete: str = "") -> None:
        vakje = {"inputmode": "numeric", "maxlength": "10"}
        namen = ("day", "month", "year")
        super().__init__(
            {
                naam: widgets.TextInput(
                    {**vakje, **({"autocomplete": f"{autocomplete}-{deel}"} if autocomplete else {})}
                )
                for naam, deel in zip(("dag", "maand", "jaar"), namen, strict=True)
            },
            attrs,
        )

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class _MetUitleg:
    """Choices with a line of explanation each, and a shape: list, cards, large cards or a row of segments."""

    def __init__(self, *args: Any, uitleg: Mapping[str, Any] | None = None, vorm: str = "lijst", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uitleg = uitleg or {}
        self.vorm = vorm

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        context["widget"] |= {"vorm": self.vorm, "klas": VORMEN[self.vorm]}
        return context

    def create_option(
        self,
        name: str,
        value: Any,
        label: int | str,
        selected: bool,
        index: int,
        subindex: int | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        optie: dict[str, Any] = super().create_option(  # type: ignore[misc]
            name, value, label, selected, index, subindex=subindex, attrs=attrs
        )
        if uitleg := self.uitleg.get(str(value)):
            optie["uitleg"] = uitleg
            optie["attrs"]["aria-describedby"] = f"{optie['attrs'].get('id', name)}_uitleg"
        return optie


class Rondjes(_MetUitleg, widgets.RadioSelect):
    """One choice of a few."""

    template_name = "formulieren/keuzes.html"


class Vinkjes(_MetUitleg, widgets.CheckboxSelectMultiple):
    """Any number of a few choices."""

    template_name = "formulieren/keuzes.html"


class Opnemer(widgets.FileInput):
    """One sound or film: of a file, of the camera of a phone, or of the recorder that a script puts above it."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, soort: str = "geluid", seconden: int = 60) -> None:
        self.soort, self.seconden = soort, seconden
        super().__init__({"accept": "video/*" if soort == "film" else "audio/*", "capture": "user", **(attrs or {})})


class Bestandskiezer(widgets.FileInput):
    """The file button of the device; several files at once, and photos from the camera of a phone."""

    allow_multiple_selected = True
