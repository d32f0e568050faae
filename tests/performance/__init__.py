"""What must not creep up: counted, so that no clock and no machine decides."""
