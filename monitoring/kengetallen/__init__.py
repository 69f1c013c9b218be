"""The figures: each a function of the rows that a viewer sees and a period."""
