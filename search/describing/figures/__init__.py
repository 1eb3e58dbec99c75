"""Amounts in a document: how they are written, what they measure, how they are looked for."""
