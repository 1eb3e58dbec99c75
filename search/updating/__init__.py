"""Bring the index up to date: compare, prepare in worker processes, write."""
