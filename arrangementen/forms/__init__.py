"""The forms of support."""
