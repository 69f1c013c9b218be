"""Counts that leave the house: what may be shown of them. Pure."""
