"""What holds of pages for everybody, without a database: words in, safe HTML out."""
