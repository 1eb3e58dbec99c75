"""Answer a query: names and facets, passages and marks, and help when little is found."""
