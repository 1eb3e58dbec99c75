"""Answer a query: names and facets, passages and marks, and help when little is found.

`library` is the read side of the public door, which `opening` opens. A query's names become ids
(`naming`, `regionnames`, `files`; chosen facets: `faceting`), and ids labels again (`nametable`,
`facetlines`). `hits` have `snippets`, as wide as `columns` allow, with the places that `marking`
and `together` find; `sameness` tells copies by their `characters`, `exclusions` what a minus left,
`unrendered` what was not looked for in the other language, `scripts` shows the other script.
Little found: `diagnosing` tells why, `correcting` other spellings, of Chinese runs `miswritten`,
of values of fields `misnamed`. While somebody types: `suggesting`, by what follows
(`following`), by pinyin (`phonetic`, `sounds`). And `similar`, `explaining` and `checking` are
commands of their own.
"""
