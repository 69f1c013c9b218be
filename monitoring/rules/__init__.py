"""What a figure means and over which days it is counted. Pure."""
