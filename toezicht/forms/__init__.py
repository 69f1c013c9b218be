"""What is typed under supervision. Field names are the keywords of the actions."""
