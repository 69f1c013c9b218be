"""Reading a list of absence that a school or an office keeps itself."""
