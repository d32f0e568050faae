"""Formatters: domain values to the text, embeds and charts that people read."""
