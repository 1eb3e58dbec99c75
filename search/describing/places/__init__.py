"""Places that a document is about or mentions, and the gazetteer that knows them.

`gazetteer` is the tree of all places. `regions` asks it for the names in a text (`words`), in
`chinese` and `english`, `short` ones, `zones` and `namesakes`; `salience` tells what it is about.
"""
