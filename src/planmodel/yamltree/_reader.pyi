from collections.abc import Callable
from typing import Any, final

@final
class Place:
    @property
    def value(self) -> tuple[int, int, int, int, int, int]: ...
    @property
    def key(self) -> tuple[int, int, int, int, int, int]: ...

def read(
    text: bytes, core: Callable[[str], Any], words: dict[str, bool | None], /
) -> tuple[Any, Place, dict[int, Any]] | None: ...
