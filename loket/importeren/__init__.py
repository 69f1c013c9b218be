"""Files that come in at the loket."""
