"""What the administrators of a server decide about drawing there."""
