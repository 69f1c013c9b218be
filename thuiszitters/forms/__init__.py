"""What people fill in about a child that does not go to school."""
