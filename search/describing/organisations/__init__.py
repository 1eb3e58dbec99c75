"""Organisations that a document names, and the directory that knows their other names."""
