"""What people do about support."""
