"""What people do for a child that does not go to school."""
