"""Draws every form of the portal, those of packages included (FORM_RENDERER)."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm, BoundField, Field, widgets
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext

from kern.formulieren.widgets import Opnemer

KLASSEN: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.RadioSelect, ""),
    (widgets.CheckboxSelectMultiple, ""),
    (widgets.CheckboxInput, ""),
    (widgets.FileInput, ""),
    (widgets.Select, "swv-select"),
    (widgets.Textarea, "swv-textarea"),
    (widgets.MultiWidget, "swv-textbox"),
    (widgets.Input, "swv-textbox"),
)
"""Widget → class, first match wins (a RadioSelect is a kind of Input in Django)."""


class PortaalVeld(BoundField):
    """A field on a form, with what our template asks of it.

    A form may say two things more than Django knows, both read here and both optional:
    `nodig`: names of fields that may be empty when saved but not when submitted, so not "niet verplicht";
    `ontbreekt`: name → sentence about what is still missing (stored, not yet submittable).
    """

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") == Field.default_error_messages["required"]:
            field.error_messages["required"] = self._leeg()

    @property
    def facultatief(self) -> bool:
        """Whether "(niet verplicht)" stands behind the label."""
        return (
            not self.field.required
            and self.name not in getattr(self.form, "nodig", ())
            and getattr(self.form, "toon_facultatief", True)
        )

    @property
    def ontbreekt(self) -> str:
        """What is still missing here, in one sentence, or nothing; an error goes above it."""
        gemis: Mapping[str, str] = getattr(self.form, "ontbreekt", {})
        return "" if self.errors else gemis.get(self.name, "")

    @property
    def anker(self) -> str:
        """Id of the first thing in this field that can take the focus: where links to the field go."""
        samengesteld = widgets.MultiWidget | widgets.RadioSelect | widgets.CheckboxSelectMultiple
        return f"{self.auto_id}_0" if isinstance(self.field.widget, samengesteld) else self.auto_id

    @property
    def soort(self) -> str:
        """Which shape the template draws: `vinkje`, `groep`, `bestand`, `opname` or `invoer`."""
        widget = self.field.widget
        if isinstance(widget, widgets.CheckboxInput):
            return "vinkje"
        if isinstance(widget, Opnemer):
            return "opname"
        if isinstance(widget, widgets.FileInput):
            return "bestand"
        return "groep" if self.use_fieldset else "invoer"

    @property
    def telt_tekens(self) -> int | None:
        """Most characters, when the field counts them while typing."""
        hoogste: int | None = self.field.widget.attrs.get("data-max")
        return hoogste

    @property
    def aria_describedby(self) -> str | None:
        namen = [super().aria_describedby or ""]
        if self.auto_id and not self.is_hidden:
            namen += [f"{self.auto_id}_ontbreekt"] if self.ontbreekt else []
            namen += [f"{self.auto_id}_teller"] if self.telt_tekens else []
        return " ".join(naam for naam in namen if naam) or None

    def build_widget_attrs(self, attrs: dict[str, Any], widget: widgets.Widget | None = None) -> dict[str, Any]:
        """Adds our class; leaves out what hinders: browser bubbles, a stolen focus, words in the box."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        klas = next((klas for soort, klas in KLASSEN if isinstance(widget, soort)), "")
        if klas and not widget.is_hidden:
            attrs["class"] = f"{klas} {widget.attrs.get('class', '')}".strip()
        if "autofocus" in widget.attrs:
            attrs["autofocus"] = False
        if "placeholder" in widget.attrs and getattr(widget, "input_type", "") != "search":
            attrs["placeholder"] = False
        return attrs

    def _leeg(self) -> str:
        """What to do about an empty field that has no sentence of its own: names it, unlike "Dit veld is verplicht"."""
        wat = str(self.label)[:1].lower() + str(self.label)[1:]
        if isinstance(self.field.widget, widgets.CheckboxInput):
            return gettext("Zet een vinkje bij: {wat}").format(wat=wat)
        kiezen = isinstance(self.field.widget, widgets.ChoiceWidget)
        return (gettext("Kies: {wat}") if kiezen else gettext("Vul in: {wat}")).format(wat=wat)


class PortaalRenderer(TemplatesSetting):
    """Label, hint, error, input: in that order, and all of them tied to the input."""

    form_template_name = "_form.html"
    field_template_name = "components/veld.html"
    bound_field_class = PortaalVeld
