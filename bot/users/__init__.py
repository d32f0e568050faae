"""User defaults and personal data."""
