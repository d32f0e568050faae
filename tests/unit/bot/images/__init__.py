"""Tests of the images package, against a real file host on loopback."""
