"""The room `reading`; see search/README.md."""
