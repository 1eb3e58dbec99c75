"""The room `cleaning`; see search/README.md."""
