"""Pages of the privacy officer, one file per subject."""
