"""The one table of transitions of an aanvraag; every action file adds its own."""

from kern.gebruikers.overgang import Overgangen
from loket.models import Aanvraag

overgang = Overgangen(Aanvraag)
