"""What everybody reads, and where an SWV writes it."""
