"""The catalogue of messages: take sentences from the source, merge, compile.

    python tools/messages.py                 bring the .po up to date with the source, and compile the .mo
    python tools/messages.py add PART.po     the same, with the translations of PART.po put in first
    python tools/messages.py check           only say what is missing, stale or not compiled (exit code 1)

Several people may add to it at the same time.
"""

from __future__ import annotations

import fcntl
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "planmodel"
PO = SOURCE / "locale" / "vi" / "LC_MESSAGES" / "planmodel.po"
HEADER = "# Sentences of planmodel in Vietnamese. What is edited by hand is the msgstr lines; the rest: make messages."


_LONG_AGO = datetime(2022, 1, 1, tzinfo=UTC)
_HEADER = {
    "project": "planmodel",
    "version": "1",
    "msgid_bugs_address": "planmodel",
    "last_translator": "planmodel",
    "language_team": "vi",
    "creation_date": _LONG_AGO,
    "revision_date": _LONG_AGO,
}
"""What stands at the head of the .mo: nothing of the day on which it was made."""


def sentences() -> dict[str, None]:
    """Every sentence that the source says, in order."""
    found: dict[str, None] = {}
    keywords = {"say": None, "refuse": None}
    for _, _, message, _, _ in extract_from_dir(SOURCE, [("**.py", "python")], keywords=keywords):
        if isinstance(message, str):
            found[message] = None
    return dict.fromkeys(sorted(found))


def read(path: Path) -> dict[str, str]:
    """The translations in a .po file."""
    if not path.exists():
        return {}
    catalogue = read_po(io.BytesIO(path.read_bytes()), locale="vi", abort_invalid=True)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}


def written(translations: dict[str, str]) -> tuple[bytes, bytes]:
    """The .po and the .mo of ``translations``, the same bytes every time."""
    catalogue = Catalog(locale="vi", domain="planmodel", header_comment=HEADER, fuzzy=False)
    for message, said in sorted(translations.items()):
        catalogue.add(message, said)
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=None, omit_header=True, sort_output=True)  # type: ignore[arg-type]
    plain = Catalog(locale="vi", fuzzy=False, **_HEADER)  # type: ignore[arg-type]
    for message, said in sorted(translations.items()):
        if said:
            plain.add(message, said)
    write_mo(mo, plain)
    head = f'{HEADER}\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head.encode() + po.getvalue(), mo.getvalue()


def problems() -> list[str]:
    """What keeps the catalogue from being complete, one line each."""
    wanted, have = sentences(), read(PO)
    found = [f"no Vietnamese for: {m}" for m in wanted if not have.get(m)]
    found += [f"nobody says: {m}" for m in have if m not in wanted]
    po, mo = written(dict.fromkeys(wanted, "") | have)
    if PO.read_bytes() != po or PO.with_suffix(".mo").read_bytes() != mo:
        found.append("the .po or .mo is not as `make messages` writes it")
    return found


def main(args: list[str]) -> int:
    """Do what the arguments ask for."""
    if args == ["check"]:
        listed = problems()
        print("\n".join(listed))
        return int(bool(listed))
    with PO.open("ab") as lock:  # one at a time; writing below does not give the file another inode
        fcntl.flock(lock, fcntl.LOCK_EX)
        have = read(PO)
        for part in args[1:]:
            have |= read(Path(part))
        if args[:1] == ["add"]:  # while several people add, nothing is dropped
            kept = have | {m: have.get(m, "") for m in sentences()}
        else:
            kept = {m: have.get(m, "") for m in sentences()}
        po, mo = written(kept)
        PO.write_bytes(po)
        PO.with_suffix(".mo").write_bytes(mo)
    missing = [m for m, vi in kept.items() if not vi]
    print(f"{len(kept)} sentences, {len(missing)} without Vietnamese")
    print("\n".join(f"  {m}" for m in missing))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
