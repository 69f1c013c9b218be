"""Every change to an aanvraag. Nothing else writes."""
