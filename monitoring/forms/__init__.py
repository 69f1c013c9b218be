"""What one fills in to get figures."""
