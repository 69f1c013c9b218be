"""Forms of the loket: they check what was typed; actions decide what happens."""
