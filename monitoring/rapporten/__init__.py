"""What is in each kind of report: tables for a period, of the rows of whom it is about."""
