"""Answers laid out for people. Pure: each function returns the text to print."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from search.shell.terminal import Paper, pad, width
from search.shell.wording import documents, facet_title, words

if TYPE_CHECKING:
    from search import (
        Drift,
        FacetValue,
        Figure,
        Hit,
        Label,
        Page,
        Results,
        Stats,
        Update,
        Value,
    )

CORRECTIONS = "mulu-corrections.tsv"
"""The user's file of which wrong lines are told apart from files that could not be read."""

_AROUND = 50  # characters shown on either side of evidence
MOST_LABELS = 3
"""More regions or organisations of a hit than this are only counted."""

_MOST_REFUSED = 20  # files that could not be read and are named

MOST_LIKE = 3
"""More near-duplicates of a hit than this are only counted."""


def hits(results: Results, paper: Paper) -> str:
    """A page of hits: number, title, facts and snippets with their marks."""
    from search import told_apart

    first = (results.query.page - 1) * results.query.limit + 1
    names = told_apart(results.facets.get("region", ()))
    return (
        paper.styled(_summary(results), "faint")
        + "\n\n"
        + numbered(results.hits, first, paper, results.query.ui, names, results.weak_from)
    )


def numbered(
    found: Sequence[Hit],
    first: int,
    paper: Paper,
    ui: str,
    names: Mapping[str, str] | None = None,
    weak_from: int = 0,
) -> str:
    """Hits one below the other, numbered from `first`, in words of the language `ui`; `names`
    are of regions by id that have another than their label. A line tells from which number on
    they are weak.
    """
    margin = len(str(first + len(found) - 1)) + 2
    numbers = enumerate(found, start=first)
    less = ["", paper.styled(words(ui)["less"], "faint"), ""]
    blocks = (
        [*less[number == first :], *block] if number == weak_from else block
        for number, hit in numbers
        for block in [_hit(hit, number, margin, paper, ui, names or {})]
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def alike(found: Sequence[Hit], told: Sequence[Hit], paper: Paper, ui: str) -> str:
    """Documents like one, and below them those that tell the same in the other language."""
    heading = paper.styled(words(ui)["translated"], "faint")
    below = f"{heading}\n\n{numbered(told, len(found) + 1, paper, ui)}" if told else ""
    return "\n".join(filter(None, (numbered(found, 1, paper, ui) if found else "", below)))


def _summary(results: Results) -> str:
    query, said = results.query, words(results.query.ui)
    whole = 0 < results.complete < results.total
    complete = said["complete"].format(f"{results.complete:,}") if whole else ""
    page = said["page"].format(query.page, results.pages) if results.pages > 1 else ""
    took = said["took"].format(f"{results.took_ms:.1f}")
    return documents(results.total, query.ui) + complete + page + took


def _hit(
    hit: Hit, number: int, margin: int, paper: Paper, ui: str, names: Mapping[str, str]
) -> list[str]:
    said = words(ui)
    title = paper.block(
        hit.title or hit.path, hit.title_marks if hit.title else (), margin, "title"
    )
    title[0] = f"{number}.".ljust(margin) + title[0][margin:]
    facts = [
        hit.date or said["undated"],
        _listed([names.get(one.id, one.label) for one in hit.regions], MOST_LABELS, ui),
        _listed([one.label for one in hit.organisations], MOST_LABELS, ui),
        said["publisher"].format(hit.publisher) if hit.publisher else "",
        f"{hit.language}-{hit.script}" if hit.script else hit.language,
        said["via"].format(said["comma"].join(hit.via)) if hit.via else "",
        said["lacking"].format(said["comma"].join(hit.lacking)) if hit.lacking else "",
    ]
    lines = [*title, *paper.block(" · ".join(filter(None, facts)), (), margin, "faint")]
    for snippet in hit.snippets:
        lines += paper.block(snippet.text.replace("\n", " "), snippet.marks, margin)
    lines += paper.block(f"{hit.path}  {hit.id}", (), margin, "path")
    if hit.duplicates:
        paths = _listed([duplicate.path for duplicate in hit.duplicates], MOST_LIKE, ui)
        like = said["like"].format(len(hit.duplicates), paths)
        lines += paper.block(like, (), margin, "faint")
    return lines


def _listed(names: Sequence[str], most: int, ui: str) -> str:
    said, more = words(ui), len(names) - most
    return said["comma"].join([*names[:most], said["more"].format(more)] if more > 0 else names)


def facets(results: Results, paper: Paper) -> str:
    """The facets one below the other, each a tree with its counts in one column."""
    from search import told_apart

    parts = [paper.styled(_summary(results), "faint") + "\n"]
    for name, values in results.facets.items():
        names = told_apart(values)
        rows = [("  " * d + names.get(v.value, v.label), v) for d, v in tree(values)]
        column = max((width(label) for label, _ in rows), default=0)
        parts.append("\n" + paper.styled(facet_title(name, results.query.ui), "title") + "\n")
        for label, value in rows:
            line = f"{'*' if value.selected else ' '} {pad(label, column)} {value.count:>7}"
            parts.append(paper.styled(line, "mark" if value.selected else "") + "\n")
        if more := results.unlisted.get(name):
            unlisted = words(results.query.ui)["unlisted"].format(f"{more:,}")
            parts.append(paper.styled(f"  {unlisted}", "faint") + "\n")
    return "".join(parts)


def tree(values: Sequence[FacetValue]) -> Iterator[tuple[int, FacetValue]]:
    """Each value once, with its depth, below the value that contains it.

    A value whose parent is not among the values, or that contains itself, is a root.
    """
    known = {value.value for value in values}
    children: dict[str | None, list[FacetValue]] = defaultdict(list)
    for value in values:
        children[value.parent if value.parent and value.parent in known else None].append(value)
    seen: set[str] = set()
    stack = [(0, value) for value in (*reversed(values), *reversed(children[None]))]
    while stack:
        depth, value = stack.pop()
        if value.value not in seen:
            seen.add(value.value)
            yield depth, value
            stack += [(depth + 1, child) for child in reversed(children[value.value])]


def page(whole: Page, paper: Paper, every_repair: bool = False) -> str:
    """A document: title, facts with the evidence for them, repairs, text with its marks."""
    source, metadata = whole.document.source, whole.document.metadata
    clean = whole.document.clean
    facts: list[tuple[str, list[str]]] = [
        ("Path", [source.path]),
        ("Id", [whole.document.id]),
        ("Folder", [source.folder]),
        ("File", [" · ".join(filter(None, (source.media_type, source.encoding)))]),
        ("Language", [" · ".join(filter(None, (metadata.language, metadata.script)))]),
        ("Date", _facts([metadata.date], (), clean.text)),
        ("Publisher", _facts([metadata.publisher], filter(None, [whole.publisher]), clean.text)),
        ("Regions", _facts(metadata.regions, whole.regions, clean.text)),
        ("Organisations", _facts(metadata.organisations, whole.organisations, clean.text)),
        ("Figures", _amounts(metadata.figures)),
        ("Repairs", _repairs(whole, every_repair)),
    ]
    column = max(len(name) for name, _ in facts) + 2
    lines = paper.block(metadata.title.name or source.path, (), 0, "title")
    for name, values in facts:
        for number, value in enumerate(values or ["none"]):
            block = paper.block(value, (), column)
            label = "" if number else name
            lines += [paper.styled(pad(label, column), "faint") + block[0][column:], *block[1:]]
    return "\n".join([*lines, "", *paper.block(clean.text, whole.marks)]) + "\n"


def _amounts(figures: Iterable[Figure]) -> list[str]:
    """Each amount once as it is written: a range is two figures."""
    return list(dict.fromkeys(f"{f.what}: {f.name}" if f.what else f.name for f in figures))


def _facts(values: Iterable[Value | None], labels: Iterable[Label], text: str) -> list[str]:
    names = {label.id: label.label for label in labels}
    return [_fact(value, names.get(value.id, value.name), text) for value in values if value]


def _fact(value: Value, label: str, text: str) -> str:
    role = "" if value.role == "about" else f" ({value.role})"
    name = label or value.id
    known_as = f" [{value.id}]" if value.id and value.id != name else ""
    if not value.evidence:
        return name + known_as + role
    proof = value.evidence[0]
    quote = proof.quote or _sentence(text, proof.start, proof.end)
    more = f" and {len(value.evidence) - 1} more" if len(value.evidence) > 1 else ""
    return f"{name}{known_as}{role}: {proof.rule} “{quote}”{more}".replace("\n", " ")


def _sentence(text: str, start: int, end: int) -> str:
    """The words at `[start, end)` with what stands around them in their line."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND, 0)
    line_end = text.find("\n", end)
    last = min(line_end if line_end >= 0 else len(text), end + _AROUND)
    before = "…" if first and text[first - 1] != "\n" else ""
    after = "…" if text[last : last + 1] not in ("", "\n") else ""
    return before + text[first:last].strip() + after


def _repairs(whole: Page, every_repair: bool) -> list[str]:
    repairs = whole.document.clean.repairs
    kinds = Counter(repair.kind for repair in repairs)
    counts = [f"{kind} {count}" for kind, count in sorted(kinds.items())]
    if not every_repair:
        return [", ".join(counts) + "; --repairs lists them"] if counts else []
    return counts + [f"at {r.start}, {r.kind}: “{r.before}” → “{r.after}”" for r in repairs]


def stats(numbers: Stats, drift: Drift) -> str:
    """The numbers of an index, one on a line, and how far it is behind its folders."""
    from datetime import datetime

    updated = datetime.fromtimestamp(numbers.updated).astimezone()
    languages = ", ".join(f"{name or 'other'} {n:,}" for name, n in numbers.languages.items())
    facts = [
        ("Documents", f"{numbers.documents:,}"),
        ("Languages", languages or "none"),
        *(("Folder", _place(folder, drift)) for folder in numbers.folders),
        ("Terms", f"{numbers.terms:,}"),
        ("Size", _bytes(numbers.bytes)),
        ("Updated", updated.isoformat(sep=" ", timespec="seconds")),
        ("Behind", f"{_counted(drift.changed, 'file')} new or changed, {drift.gone:,} gone"),
        *(("Not read", f"{one.path}: {one.reason}") for one in drift.refused[:_MOST_REFUSED]),
    ]
    if more := len(drift.refused[_MOST_REFUSED:]):
        facts.append(("", f"and {more:,} more; --json lists them"))
    facts += [("Left out", f"{one.path}: {one.reason}") for one in drift.passed[:_MOST_REFUSED]]
    if more := len(drift.passed[_MOST_REFUSED:]):
        facts.append(("", f"and {_counted(more, 'file or folder', 'files and folders')} more"))
    facts.append(("Version", numbers.version))
    return "".join(f"{name:<11}{Paper().styled(value, '')}\n" for name, value in facts)


def _bytes(number: int) -> str:
    size, unit = float(number), "bytes"
    for larger in ("kB", "MB", "GB"):
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"


def update(outcome: Update, dry_run: bool = False) -> str:
    """One line: what an update did, or would do."""
    left_out = sum(failure.left_out for failure in outcome.failed)
    wrong = sum(failure.path == CORRECTIONS for failure in outcome.failed)
    parts = [
        f"{len(outcome.added)} added",
        f"{len(outcome.changed)} changed",
        f"{len(outcome.removed)} removed",
        f"{len(outcome.moved)} moved",
        f"{outcome.unchanged} unchanged",
        f"{len(outcome.failed) - wrong - left_out} failed",
    ]
    if left_out:
        parts.append(f"{left_out} left out")
    if wrong:
        parts.append(f"{_counted(wrong, 'line')} of {CORRECTIONS} left out")
    told = ", ".join(parts)
    return f"{'would be ' if dry_run else ''}{told} in {outcome.seconds:.1f} s\n"


def _place(folder: str, drift: Drift) -> str:
    away = {one.path: one.reason for one in drift.missing}
    return f"{folder}: {away[folder]}" if folder in away else folder


def _counted(number: int, thing: str, things: str = "") -> str:
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"
