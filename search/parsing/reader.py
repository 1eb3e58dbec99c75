"""Parse: what a person typed → a query tree. Never fails on any text.

    words         all of them; stop words are not demanded beside other words
    "a b" “a b”   exactly this run
    "a b"~5       near each other in any order, with at most five words (of Chinese, characters)
                  between them; quotes mean what is typed, so there are no other forms of them
    a AND b, +a b all of the words: none may be lacking
    a OR b, a | b either; binds less than standing side by side
    -a, NOT a     without it
    ( )           grouping
    m & a         as m&a or apart, side by side
    title:a       in the title
    org:a         a facet, as are region:, orgtype:, publisher:, lang:, date: and event:
    amount:>1e9   an amount in this range (amount:8500万元, amount:1e6..5e6)
    file:plan     what the file's path has (file:*.pdf, file:2016/*: what it is, from end to end)
    date:none     what is not stated
    创* col*r     wildcards inside a word; between Chinese characters ? is just one of them
    caf?          or one letter more; the ? of what is it? only ends the question
    maker~ maker~2  words in Latin letters that are one or two slips away

Operators are upper case; fields have Chinese names too, and full-width signs count as
plain ones. What makes no sense is left out and told in a Note. Uses the modules of
this room.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from msgspec import Struct
from msgspec import field as default

from search.analysis import runs
from search.parsing.choices import choice
from search.parsing.dates import ends_date
from search.parsing.fields import DATED, FIELDS, Field
from search.parsing.leaves import (
    ENDED,
    FUZZY,
    ONE_BETWEEN,
    WEIGHT,
    acronym,
    chunk,
    copied,
    ended,
    fuzzy,
    near,
    one_between,
    phrase,
)
from search.parsing.lexemes import LEXEME, UNKNOWN_FIELD, is_copied
from search.parsing.resolving import Resolver
from search.parsing.tree import both, in_both_numbers, tree
from search.query import (
    Everything,
    Near,
    Node,
    Not,
    Note,
    Nothing,
    Or,
    Parsed,
    Scope,
    Word,
    literal,
)


class Limits(Struct, frozen=True):
    """Bounds of one query; what lies beyond is cut off with a Note `too-long`."""

    characters: int = 256
    words: int = 32
    depth: int = 8
    phrase: int = 16
    slop: int = 20
    files: int = 20_000


class _Group(Struct):
    """An open parenthesis: alternatives of nodes, and what stood before it."""

    field: Field = "any"
    negated: bool = False
    text: str = ""
    alternatives: list[list[Node]] = default(default_factory=lambda: [[]])


def parse(text: str, *, resolve: Resolver, limits: Limits | None = None) -> Parsed:
    """The tree of a query and notes on what was left out. Empty text means everything;
    text in which there is nothing to look up means nothing.
    """
    reader = _Reader(resolve, limits or Limits())
    return reader.read(text)


class _Reader:
    """Reads one query from left to right, with a stack of open parentheses."""

    def __init__(self, resolve: Resolver, limits: Limits) -> None:
        self.resolve = resolve
        self.limits = limits
        self.notes: list[Note] = []
        self.groups = [_Group()]
        self.too_deep = 0
        self.words = 0
        self.field: Field | None = None
        self.negated = False
        self.operator = ""
        self.question = ""
        self.strict = False
        self.copied = False
        self.taken = 0

    def read(self, text: str) -> Parsed:
        if not text.strip():
            return Parsed(Everything())
        if len(text) > self.limits.characters:
            self.note("too-long", text[self.limits.characters :])
        *others, last = text.split()
        self.question = last if others else ""
        for match in LEXEME.finditer(text[: self.limits.characters]):
            if match.start() >= self.taken:
                self.take(match)
        self.finish_clause()
        while len(self.groups) > 1:
            self.note("stray-operator", "(")
            self.close()
        node = tree(self.groups[0].alternatives)
        if not node and not self.notes:
            self.note("no-words", text.strip())
        notes = tuple(dict.fromkeys(self.notes))
        node = in_both_numbers(node) if node else Nothing(text.strip())
        return Parsed(node, notes, self.strict)

    def note(self, code: str, text: str) -> None:
        self.notes.append(Note(code, text))

    def take(self, match: re.Match[str]) -> None:
        """One lexeme."""
        kind, text = match.lastgroup or "", match[0]
        self.copied = match["quote"] is not None and not self.negated and is_copied(match)
        if match["quote"] is not None:
            inside = next(part for part in match.group("a", "b", "c", "d") if part is not None)
            self.value(text, inside, int(match["slop"] or 0))
        elif kind == "field":
            self.name(match)
        elif kind in ("acronym", "chunk"):
            self.value(self.unquoted(match))
        elif kind == "unclosed":
            self.note("unclosed-quote", match.string[match.start() :])
        elif kind == "open":
            self.open()
        elif kind == "close":
            self.finish_clause()
            self.close()
        elif kind == "not":
            self.negated = not self.negated
            self.operator = text
        elif kind == "must":
            self.strict = True
        else:
            self.connect(kind, text)

    def unquoted(self, match: re.Match[str]) -> str:
        """What is typed without quotes: up to a space, or to the end of a date."""
        unknown = UNKNOWN_FIELD.match(match.string, match.start())
        if unknown and unknown[1] not in FIELDS:
            self.note("unknown-field", unknown[0])
        if self.field not in DATED:
            return match[0]
        typed = match.string[: self.limits.characters]
        self.taken = ends_date(typed, *match.span())
        return typed[match.start() : self.taken]

    def name(self, match: re.Match[str]) -> None:
        """A field; its value follows without a space."""
        following = match.string[match.end() : match.end() + 1]
        if not following.strip() or following in ")）|｜":
            self.note("empty-field", match[0])
        else:
            self.field = FIELDS[normalize("NFKC", match["field"]).lower()]

    def connect(self, kind: str, text: str) -> None:
        """`OR` begins an alternative; `AND` says that no word may be lacking."""
        self.finish_clause()
        alternatives = self.groups[-1].alternatives
        if not alternatives[-1]:
            self.note("stray-operator", text)
        elif kind == "or":
            alternatives.append([])
        else:
            self.strict = True
        self.operator = text

    def finish_clause(self) -> None:
        """At the end of a clause no operator may be left over."""
        if self.operator:
            self.note("stray-operator", self.operator)
        self.operator, self.negated, self.field = "", False, None

    def open(self) -> None:
        if len(self.groups) > self.limits.depth:
            self.note("too-long", "(")
            self.too_deep += 1
            return
        self.groups.append(_Group(self.field or self.groups[-1].field, self.negated))
        self.operator, self.negated, self.field = "", False, None

    def close(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.groups) == 1:
            self.note("stray-operator", ")")
        else:
            group = self.groups.pop()
            if node := tree(group.alternatives):
                self.add([node], group.negated)

    def value(self, text: str, quoted: str | None = None, slop: int = 0) -> None:
        """A chunk or a quoted run, for whatever field is open."""
        name, negated = self.field or self.groups[-1].field, self.negated
        self.operator, self.negated, self.field = "", False, None
        if name == "any" or name == "title":
            nodes = self.content(text, quoted, slop, name, negated)
        else:
            inside = (text if quoted is None else quoted).strip()
            nodes, note = choice(name, inside, self.resolve, self.limits.files)
            self.notes += [note] if note else []
        kept = nodes[: max(0, self.limits.words - self.words)]
        if len(kept) < len(nodes):
            self.note("too-long", text)
        self.words += len(kept)
        self.add(kept, negated)

    def content(
        self, text: str, quoted: str | None, slop: int, scope: Scope, negated: bool
    ) -> list[Node]:
        """Leaves over the text of documents. A chunk that is ruled out is ruled out as a
        whole: -众创空间 must not hide what has its words in other places.
        """
        if quoted is not None:
            return self.phrase(text, quoted, slop, scope)
        if not text.strip("*＊"):
            return [Everything()]
        if match := WEIGHT.fullmatch(text):
            self.note("no-weight", text)
            bare = match["word"]
            return self.content(bare, None, slop, scope, negated) if bare else []
        if text != self.question and (match := ENDED.fullmatch(text)):
            return [ended(match, scope, self.limits.phrase)]
        if match := FUZZY.fullmatch(text):
            return self.fuzzy(match, scope)
        if "?" in text and (match := re.fullmatch(ONE_BETWEEN, text)):
            return one_between(match, scope, self.limits.phrase, self.resolve.between)
        if " " in text:
            return [acronym(text, scope)]
        nodes: list[Node] = list(chunk(text, scope, self.limits.phrase))
        plain = all(isinstance(node, Word) for node in nodes)
        return self.phrase(text, text, 0, scope) if negated and plain and nodes[1:] else nodes

    def fuzzy(self, match: re.Match[str], scope: Scope) -> list[Node]:
        """A word or those of the index that are spelt almost so. Han is not spelt."""
        found = fuzzy(match, scope, self.limits.phrase, self.resolve.near)
        if found is None:
            self.note("no-fuzzy", match[0])
            return list(chunk(match["word"], scope, self.limits.phrase))
        return [Or(tuple(found)) if found[1:] else found[0]]

    def phrase(self, text: str, quoted: str, slop: int, scope: Scope) -> list[Node]:
        """A quoted run, or words near each other, as far as the limits allow."""
        tokens = runs(quoted)
        limit = self.limits
        if len(tokens) > limit.phrase or slop > limit.slop:
            self.note("too-long", text)
        kept = tokens[: limit.phrase]
        parts = near(quoted[: kept[-1].end], scope) if slop and kept else ()
        if parts[1:]:
            return [Near(text, parts, min(slop, limit.slop), scope)]
        found = phrase(text, kept, 0, scope)
        if found and self.copied and scope == "any":
            return copied(found, quoted, limit.phrase)
        return [found] if found else []

    def add(self, nodes: list[Node], negated: bool) -> None:
        """Nodes that the clause demands, or rules out together."""
        if nodes:
            self.groups[-1].alternatives[-1] += [Not(literal(both(nodes)))] if negated else nodes
