"""Starting an aanvraag from a file of the school: an OSO dossier "aanvraag SWV" or an export of the LVS.

A file is read in memory, by a list of what may be taken: whatever is not on it is never looked at. Nothing of the file
is kept; what the school ticks comes back from its own page, as if it was typed.
"""

from .voorstel import BestandFout, Regel, Voorstel

__all__ = ["BestandFout", "Regel", "Voorstel"]
