"""Components around forms. FORM_RENDERER (kern.formulieren) draws the fields themselves: `{{ form }}` is enough."""

from collections.abc import Iterator

from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from swv_portal.components.tekens import LEEG


def veld(veld: BoundField, *, label: str = "", hint: str = "") -> SafeString:
    """One field with label, hint, error and input. label, hint: other words than those of the form (of a package)."""
    veld.label = label or veld.label
    veld.help_text = hint or veld.help_text
    return veld.as_field_group()


def foutenlijst(*formulieren: BaseForm | None, bewaard: bool = False, je: bool = False) -> SafeString:
    """The summary of what is wrong, on top of the page, each line a link to its field; nothing when all is well.

    base.html shows it for `form`; a page with more forms overrides the block `fouten`.
    bewaard: says that what was filled in is kept (only true when it is). je: for staff and schools.
    """
    fouten = [fout for formulier in formulieren if isinstance(formulier, BaseForm) for fout in _fouten(formulier)]
    if not fouten:
        return LEEG
    return render_to_string("components/foutenlijst.html", {"fouten": fouten, "bewaard": bewaard, "je": je})


def _fouten(formulier: BaseForm) -> Iterator[tuple[str, str]]:
    if not formulier.is_bound:
        return
    for fout in formulier.non_field_errors():
        yield "", str(fout)
    for veld in formulier:
        for fout in veld.errors:
            yield getattr(veld, "anker", veld.auto_id), str(fout)
