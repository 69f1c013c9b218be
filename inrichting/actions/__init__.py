"""Taking settings over: each part through the actions of its own app."""
