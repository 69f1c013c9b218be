"""What privacy law asks, as pure functions: values in, values out, the source in the docstring."""
