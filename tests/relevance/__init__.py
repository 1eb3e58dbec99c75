"""Judged queries over documents that may be shipped, and how well they are answered."""
