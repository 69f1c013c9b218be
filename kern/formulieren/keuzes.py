"""The fields of a form that offer choices, with their own type: a form fills them when it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.db.models import QuerySet
from django.forms import BaseForm, ChoiceField, ModelChoiceField

from .renderer import PortaalVeld

if TYPE_CHECKING:
    _Rijen = ModelChoiceField[Any]
else:
    _Rijen = ModelChoiceField  # generic for types only


class RijenVeld(_Rijen):
    """A choice between rows of a table. regel: how one reads, when not by its own name."""

    regel: Callable[[Any], str] = staticmethod(str)

    def label_from_instance(self, obj: Any) -> str:
        return self.regel(obj)


def anker(form: BaseForm, naam: str) -> str:
    """Where a link to this field goes."""
    veld = form[naam]
    assert isinstance(veld, PortaalVeld)
    return veld.anker


def keuzeveld(form: BaseForm, naam: str) -> ChoiceField:
    """The field of this name, which offers choices."""
    veld = form.fields[naam]
    assert isinstance(veld, ChoiceField)
    return veld


def keuzewoorden(form: BaseForm, naam: str) -> dict[Any, Any]:
    """Each choice of this field with its words; a choice inside a group is not in it."""
    return dict(cast("list[tuple[Any, Any]]", keuzeveld(form, naam).choices))


def rijenveld(form: BaseForm, naam: str) -> ModelChoiceField[Any]:
    """The field of this name, which offers rows of a table."""
    veld = form.fields[naam]
    assert isinstance(veld, ModelChoiceField)
    return veld


def rijen_bieden(form: BaseForm, naam: str, rijen: QuerySet[Any], regel: Callable[[Any], str] | None = None) -> None:
    """Offer these rows and no others. regel: only for a RijenVeld."""
    veld = rijenveld(form, naam)
    veld.queryset = rijen
    if regel is not None:
        assert isinstance(veld, RijenVeld)
        veld.regel = regel
