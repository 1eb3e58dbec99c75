"""The room `analysis`; see search/README.md."""
