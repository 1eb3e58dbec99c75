"""Benchmarks: Mulu beside its peers on one machine, with the same tokens; ratios count.

`python -m tests.benchmarks.<name> --help`; what was measured stands in RESULTS.md.
"""
