"""Organisations that a document names, and the directory that knows their other names.

`mentioned` gathers each `mention`: names of the `table`, Chinese ones by their endings (`chinese`,
`proper`, `brackets`, `patterns`, `offices`, `departments`, `schools`, `regional`), English ones by
their heads (`english`, `heads`, `words`, `foreign`), those that are `said` to be bodies or
`defined` in the text, `listed` beside others, or of `sports`.
`endings` are the words of both grammars; `places` inside names and a text's `home` complete them,
`whose` tells Taiwan's and Hong Kong's from the mainland's, and `joining` gives one body one id.
"""
