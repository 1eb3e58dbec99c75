"""Crashes, faults, hostile input and load: scripts that anyone can run, bounded versions in CI."""
