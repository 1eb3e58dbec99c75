"""The room `engine`; see search/README.md."""
