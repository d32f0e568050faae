"""Programs that measure parts of Easel from the inside and print JSON."""
