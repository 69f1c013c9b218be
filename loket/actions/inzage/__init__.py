"""The copy of everything about a child, for who asked for it: gather, look, release, make, throw away (AVG 15)."""
