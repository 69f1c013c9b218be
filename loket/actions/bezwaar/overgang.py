"""The one table of transitions of a file of bezwaren (table 13.4); every action file adds its own."""

from kern.gebruikers.overgang import Overgangen
from loket.models import Bezwaarzaak

overgang = Overgangen(Bezwaarzaak)
