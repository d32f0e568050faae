"""What the operator asks and decides while the bot runs."""
