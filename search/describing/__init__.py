"""The room `describing`; see search/README.md."""
