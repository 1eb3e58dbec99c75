"""Places that a document is about or mentions, and the gazetteer that knows them."""
