"""Files with figures of others: rows that can be taken over, or sentences about what is wrong with them."""
