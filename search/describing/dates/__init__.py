"""Dates of a document: the day of its publication, and the days that it speaks of."""
