"""Trees: lists of nodes → one node, flat and without what says nothing."""

from __future__ import annotations

from msgspec.structs import replace

from search.analysis.latin import other_number
from search.analysis.stopwords import stop_words
from search.query import And, Everything, Facet, Node, Not, Or, Word


def both(nodes: list[Node]) -> Node:
    """All of the nodes, of which there is at least one."""
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


def tree(alternatives: list[list[Node]]) -> Node | None:
    """The node of a group: any of the alternatives, of each everything that it demands."""
    branches: list[Node] = []
    for nodes in alternatives:
        demanded = [n for node in nodes for n in (node.nodes if isinstance(node, And) else [node])]
        kept = _demanded(list(dict.fromkeys(demanded)))
        if kept:
            branches.append(both(kept))
    flat = [n for node in branches for n in (node.nodes if isinstance(node, Or) else [node])]
    if len(flat) < 2:
        return flat[0] if flat else None
    return Or(tuple(dict.fromkeys(flat)))


def _demanded(nodes: list[Node]) -> list[Node]:
    """Without stop words beside other words; a list that only rules out starts from all."""
    contents = [n for n in nodes if not isinstance(n, Not | Facet | Everything) and not is_stop(n)]
    kept = [node for node in nodes if not (contents and is_stop(node))]
    if all(isinstance(node, Not | Everything) for node in kept):
        ruled_out = [node for node in kept if isinstance(node, Not)]
        return [Everything(), *ruled_out] if kept else []
    return [node for node in kept if not isinstance(node, Everything)]


def is_stop(node: Node) -> bool:
    """Whether a node is a word that says nothing; one in capitals is a name (IT, WHO)."""
    if not isinstance(node, Word) or (len(node.text) > 1 and node.text.isupper()):
        return False
    stops = stop_words()
    return all(term in stops for term in (node.words if node.han else node.runs))


def in_both_numbers(node: Node) -> Node:
    """The tree with the other number of its word, where it asks for one English word beside what
    it filters. Of several words each says more than the form of another.
    """
    parts = node.nodes if isinstance(node, And) else (node,)
    words = [part for part in parts if not isinstance(part, Facet | Not)]
    one = words[0] if len(words) == 1 else None
    if not isinstance(one, Word) or one.han or len(one.runs) != 1:
        return node
    both = replace(one, numbers=other_number(one.runs[0]))
    found = tuple(both if part is one else part for part in parts)
    return And(found) if isinstance(node, And) else both
