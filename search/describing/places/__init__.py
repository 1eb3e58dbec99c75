"""Places that a document is about or mentions, and the gazetteer that knows them.

`gazetteer` is the tree of all places. `regions` asks `mentions` for those that a text names, which
finds names (`words`) in `chinese` and `english` (`lettering` compares them, `placed` looks at the
words around them), `short` ones and `zones`, and tells which place each means (`deciding`,
`namesakes`); `salience` tells what the text is about.
"""
