"""What changes what an SWV tells everybody."""
