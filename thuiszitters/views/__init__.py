"""Pages about children who do not go to school."""
