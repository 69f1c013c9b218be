"""From a number in a table down to the rows that it counts, as they are now (R-MON-07)."""
