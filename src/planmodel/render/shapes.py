"""The shapes of marks in pictures: one for each kind of obligation, full or hollow, and what is put beside them."""

from __future__ import annotations

import math

_SHAPES = {
    "report": "M{x} {t}L{r} {y}L{x} {b}L{l} {y}Z",
    "task": "M{nl} {nt}H{nr}V{nb}H{nl}Z",
    "target": "M{x} {t}L{r} {nb}H{l}Z",
    "period": "M{nl} {t}H{nr}L{x} {y}L{nr} {b}H{nl}Z",
}
"""A diamond, a square, a triangle, a flag."""


def n(value: float) -> str:
    """A number as it is written in a picture: at most two decimals."""
    return f"{math.floor(value * 100 + 0.5) / 100:g}"


def mark(kind: str, x: float, y: float, colour: str, *, hollow: bool = False) -> str:
    """The shape of ``kind`` around a point; white within a thick edge where ``hollow``."""
    far, near = 7.0, 5.5
    places = {
        "x": x, "y": y, "t": y - far, "b": y + far, "l": x - far, "r": x + far,
        "nt": y - near, "nb": y + near, "nl": x - near, "nr": x + near,
    }  # fmt: skip
    path = _SHAPES.get(kind, _SHAPES["task"]).format_map({key: n(at) for key, at in places.items()})
    return f'<path d="{path}" {_look(colour, hollow=hollow)}/>'


def pill(said: str, x: float, y: float, wide: float, colour: str, *, hollow: bool = False) -> str:
    """A number in a rounded box around a point."""
    ink = "#1b1f24" if hollow or colour == "#e69f00" else "#ffffff"
    return (
        f'<rect x="{n(x - wide / 2)}" y="{n(y - 7.5)}" width="{n(wide)}" height="15" rx="7.5" {_look(colour, hollow=hollow)}/>'
        f'<text x="{n(x)}" y="{n(y + 4.3)}" text-anchor="middle" font-weight="600" fill="{ink}">{said}</text>'
    )


def badge(x: float, y: float, colour: str) -> str:
    """An exclamation mark in a disc, drawn: it is smaller than letters may be."""
    return (
        f'<circle cx="{n(x)}" cy="{n(y)}" r="5.5" fill="{colour}" stroke="#ffffff"/>'
        f'<path d="M{n(x)} {n(y - 3.2)}V{n(y + 0.8)}M{n(x)} {n(y + 2.2)}V{n(y + 3.4)}" stroke="#ffffff" stroke-width="1.6"/>'
    )


def _look(colour: str, *, hollow: bool) -> str:
    if hollow:
        return f'fill="#ffffff" stroke="{colour}" stroke-width="2"'
    return f'fill="{colour}" stroke="#ffffff" stroke-width="1"'
