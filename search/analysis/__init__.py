"""The room `analysis`: text → tokens, the same at index time and at query time.

Two channels over the same text. `words` are jieba's words and English stems, for
precision; `runs` are Han bigrams and surface words, so that whatever stands in a text can
be found. Every token tells where it stands in the text as it was given. `pipeline` is the way
through: `folding` of characters, `segmentation` of Chinese (`mapped` where jieba need not load),
`latin` words, `stopwords`; `scanning` finds fast what a text may hold. Tables in `data` are
read or looked up (`lookup`); `compile` makes one. Touches jieba, OpenCC, the stemmer and
`search/data/`; see search/README.md.
"""

from search.analysis.folding import fold, simplified
from search.analysis.pipeline import Token, runs, segments, terms, version, words

__all__ = ["Token", "fold", "runs", "segments", "simplified", "terms", "version", "words"]
