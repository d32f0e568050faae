"""The bots to compare with, each a program of its own that takes its addresses from the environment."""
