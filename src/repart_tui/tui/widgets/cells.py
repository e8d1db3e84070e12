"""Text in terminal cells: cut, padded and wrapped by what a terminal shows, wide and combining characters included."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells, set_cell_size

Span = tuple[str, str]
"""Text and its tone: the name of a component class."""
Line = list[Span]

ELLIPSIS = "…"


def fit(text: str, width: int, right: bool = False) -> str:
    """Return the text in exactly `width` cells, cut with an ellipsis or padded."""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, max(0, width - 1)) + ELLIPSIS[: min(1, width)]
    return " " * (width - length) + text if right else text + " " * (width - length)


def line_width(line: Line) -> int:
    """Return the cells that the line takes."""
    return sum(cell_len(text) for text, _ in line)


def marked(line: Line, word: str) -> list[tuple[str, str, bool]]:
    """Return text, tone and whether it is a hit: the line cut where the lowered `word` begins and ends."""
    plain = "".join(text for text, _ in line).lower()
    if not word or len(plain) != sum(len(text) for text, _ in line):
        # Letters that change their length when lowered would shift the marks: mark the whole line.
        return [(text, tone, True) for text, tone in line]
    hits: list[tuple[int, int]] = []
    start = plain.find(word)
    while start >= 0:
        hits.append((start, start + len(word)))
        start = plain.find(word, start + len(word))
    edges = sorted({edge for hit in hits for edge in hit})
    pieces: list[tuple[str, str, bool]] = []
    place = 0
    for text, tone in line:
        end = place + len(text)
        cuts = [place, *(edge for edge in edges if place < edge < end), end]
        for begin, stop in itertools.pairwise(cuts):
            hit = any(first <= begin < last for first, last in hits)
            pieces.append((text[begin - place : stop - place], tone, hit))
        place = end
    return pieces


def wrapped(line: Line, width: int) -> Iterator[Line]:
    """Yield the line in pieces of at most `width` cells, broken between words, the rest indented like the start."""
    if width < 8 or line_width(line) <= width:
        yield line
        return
    plain = "".join(text for text, _ in line)
    indent = " " * min(len(plain) - len(plain.lstrip(" ")) + 2, width // 3)
    piece: Line = []
    used = 0
    for text, tone in line:
        for word in _words(text):
            length = cell_len(word)
            # Blanks hang over the end; but behind a full piece there is no room for the first of many.
            if used + length > width and used > len(indent) and (word.strip() or used >= width):
                yield piece
                piece, used = [(indent, "")], len(indent)
            while used + length > width and length > width - len(indent):
                head = chop_cells(word, width - used)[0]
                yield [*piece, (head, tone)]
                word = word[len(head) :]
                piece, used, length = [(indent, "")], len(indent), cell_len(word)
            piece.append((word, tone))
            used += length
    if piece:
        yield piece


def _words(text: str) -> Iterator[str]:
    """Yield words, each with the blanks before it."""
    start = 0
    for end in range(1, len(text)):
        if text[end] == " " and text[end - 1] != " ":
            yield text[start:end]
            start = end
    if text:
        yield text[start:]
