"""Formatters: convert domain values to text, embeds and charts."""
