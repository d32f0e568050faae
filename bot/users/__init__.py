"""What members decide about themselves."""
