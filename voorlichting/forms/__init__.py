"""Forms of who keeps the public pages."""
