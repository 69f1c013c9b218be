"""What one does with figures: asking for a report, and making it."""
