"""Many members, random faults, random kills; then the books are opened."""
