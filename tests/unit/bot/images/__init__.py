"""Tests of the pictures package, against a real file host on loopback."""
