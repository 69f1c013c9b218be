"""One page per question, each with its figures, what they mean, and the way down to the rows."""
