"""What is worked out once for a registry: the plans of a workspace share one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from planmodel import model as m

T = TypeVar("T")


def of_registry(make: Callable[[m.Registry], T]) -> Callable[[m.Registry], T]:
    """``make``, with what it made of the registry that it was asked about last."""
    last: tuple[m.Registry, T] | None = None

    def made(registry: m.Registry) -> T:
        nonlocal last
        now = last
        if now is None or now[0] is not registry:
            now = last = registry, make(registry)
        return now[1]

    return made
