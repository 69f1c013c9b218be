"""Rules about support and its money. Pure: values in, values out."""
