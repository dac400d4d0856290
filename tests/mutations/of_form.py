"""Faults in the form of a document (PM8): numbering, dates, numbers, kinds, signature, recipients, order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from planmodel.clauses import LETTERS, Clause, roman_value
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.real import Item, Path_, Real

DAY = timedelta(days=1)
LISTS = (
    "legal_bases", "recipients", "participants", "objectives", "targets", "requirements", "tasks", "duties", "reports",
    "funding",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
OUTSIDE = ("preamble", "p", "closing", "recipients")


def placed(real: Real) -> Iterator[tuple[Path_, Clause]]:
    """Everything that stands at a clause, notes left out: the path of the clause, and the clause."""
    for key in (*LISTS, "not_encoded"):
        for path, item in real.items(key):
            if "at" in item:
                yield (*path, "at"), Clause(item["at"])
    if "at" in real.data["period"]:
        yield ("period", "at"), Clause(real.data["period"]["at"])


def in_sections(real: Real) -> list[tuple[Path_, Clause]]:
    """What stands in the numbered sections."""
    return [(path, at) for path, at in placed(real) if at.labels[0] not in OUTSIDE]


def bases(real: Real) -> list[tuple[Path_, Item]]:
    """Every legal basis with its path."""
    return list(real.items("legal_bases"))


def relabelled(at: Clause, depth: int, label: str) -> str:
    """``at`` with another label at one depth, in quotes."""
    labels = [*at.labels[:depth], label, *at.labels[depth + 1 :]]
    return '"' + "#".join([".".join(labels), *map(str, at.bullets)]) + '"'


# ------------------------------------------------------------------------ PM801, PM802, PM808: the numbering


def _sections(real: Real) -> list[str]:
    return sorted({at.labels[0] for _, at in in_sections(real)}, key=roman_value)


@fault("PM801")
def a_slip_in_the_section_of_one_clause(real: Real) -> Iterator[Edit]:
    used = _sections(real)
    if used:
        for path, at in in_sections(real):
            last = roman_value(used[-1])
            for label in ROMAN[last + 1 : last + 3]:
                yield edit(real, real.put(path, relabelled(at, 0, label)), at=real.at(*path[:-1]))


@fault("PM801")
def the_last_section_numbered_too_high(real: Real) -> Iterator[Edit]:
    for section in _sections(real)[-1:]:
        moved = [(path, at) for path, at in in_sections(real) if at.labels[0] == section]
        for label in ROMAN[roman_value(section) : roman_value(section) + 4]:
            yield edit(real, *(real.put(path, relabelled(at, 0, label)) for path, at in moved))


@fault("PM801")
def a_section_left_out(real: Real) -> Iterator[Edit]:
    for before, section, after in zip(_sections(real), _sections(real)[1:], _sections(real)[2:], strict=False):
        gone = {path[:2] for path, at in in_sections(real) if at.labels[0] == section and len(path) > 2}
        left = [path for path, at in in_sections(real) if at.labels[0] == after]
        lists: dict[str | int, int] = {}
        for key, _ in gone:
            lists[key] = lists.get(key, 0) + 1
        if before and all(count < len(real.data[str(key)]) for key, count in lists.items()):
            yield edit(real, *(real.drop(path) for path in sorted(gone)), at=[real.at(*p[:-1]) for p in left])
        else:
            drops = [real.drop(path) for path in sorted(gone) if lists[path[0]] < len(real.data[str(path[0])])]
            empty = [real.put((key,), "[]") for key, n in lists.items() if n == len(real.data[str(key)])]
            yield edit(real, *drops, *empty, at=[real.at(*p[:-1]) for p in left])


def _points(real: Real) -> dict[tuple[str, ...], dict[str, list[tuple[Path_, Clause]]]]:
    """Under each clause its points by letter, and what stands in them."""
    found: dict[tuple[str, ...], dict[str, list[tuple[Path_, Clause]]]] = {}
    for path, at in sorted(in_sections(real), key=lambda x: x[1]):
        for depth, label in enumerate(at.labels):
            if depth and len(label) == 1 and label.islower():
                found.setdefault(at.labels[:depth], {}).setdefault(label, []).append((path, at))
    return found


def _in_order(points: dict[str, list[tuple[Path_, Clause]]]) -> bool:
    return list(points) == list(LETTERS[: len(points)])


def _point_as(real: Real, stood: list[tuple[Path_, Clause]], depth: int, letter: str) -> Edit:
    fixes = [real.put(path, relabelled(at, depth, letter)) for path, at in stood]
    return edit(real, *fixes, at=[real.at(*path[:-1]) for path, _ in stood])


@fault("PM802")
def a_letter_that_is_not_used(real: Real) -> Iterator[Edit]:
    for over, points in _points(real).items():
        if _in_order(points):
            for letter in "fjwz":
                for stood in points.values():
                    yield _point_as(real, stood, len(over), letter)
                    yield _point_as(real, stood[-1:], len(over), letter)


@fault("PM802")
def the_last_point_one_letter_further(real: Real) -> Iterator[Edit]:
    for over, points in _points(real).items():
        if _in_order(points):
            letter = LETTERS[len(points)]
            yield _point_as(real, points[list(points)[-1]], len(over), letter)


@fault("PM802")
def the_letter_đ_left_out(real: Real) -> Iterator[Edit]:
    for over, points in _points(real).items():
        if _in_order(points) and "đ" in points:
            stood = [x for letter in points for x in points[letter] if LETTERS.index(letter) >= 4]
            fixes = [
                real.put(path, relabelled(at, len(over), LETTERS[LETTERS.index(at.labels[len(over)]) + 1]))
                for path, at in stood
            ]
            yield edit(real, *fixes, at=[real.at(*path[:-1]) for path, _ in stood])


@fault("PM802", unseen="two facts may stand at one point, so d typed for đ merges two points into one")
def d_typed_for_đ(real: Real) -> Iterator[Edit]:
    for over, points in _points(real).items():
        if _in_order(points) and "đ" in points:
            yield _point_as(real, points["đ"], len(over), "d")


def _siblings(real: Real) -> dict[tuple[tuple[str, ...], tuple[int, ...]], dict[int, list[tuple[Path_, Clause]]]]:
    """Under each clause the bullets by number."""
    found: dict[tuple[tuple[str, ...], tuple[int, ...]], dict[int, list[tuple[Path_, Clause]]]] = {}
    for path, at in in_sections(real):
        for depth, bullet in enumerate(at.bullets):
            found.setdefault((at.labels, at.bullets[:depth]), {}).setdefault(bullet, []).append((path, at))
    return found


@fault("PM808")
def a_bullet_left_out(real: Real) -> Iterator[Edit]:
    for bullets in _siblings(real).values():
        for number in sorted(bullets)[1:-1]:
            stood = {path[:2] for path, _ in bullets[number]}
            after = [real.at(*path[:-1]) for path, _ in bullets[number + 1]]
            adjacent = any((p[0], int(p[1]) + 1) in stood for p in stood)
            if not adjacent:
                yield edit(real, *(real.drop(path) for path in sorted(stood)), at=after)


def _too_high(real: Real, *, alone: bool) -> Iterator[Edit]:
    """The last bullet under a clause, or the only one, with a number that skips one."""
    for (labels, above), bullets in _siblings(real).items():
        last = max(bullets)
        for path, at in bullets[last]:
            if len(at.bullets) == len(above) + 1 and (sum(map(len, bullets.values())) == 1) == alone:
                head = "#".join([".".join(labels), *map(str, above)])
                yield edit(real, real.put(path, f'"{head}#{last + 2}"'), at=real.at(*path[:-1]))


@fault("PM808")
def a_bullet_counted_too_high(real: Real) -> Iterator[Edit]:
    yield from _too_high(real, alone=False)


@fault("PM808", unseen="a first number that was left out cannot be seen: numbering may begin anywhere")
def an_only_bullet_counted_too_high(real: Real) -> Iterator[Edit]:
    yield from _too_high(real, alone=True)


@fault("PM808")
def an_item_counted_too_high(real: Real) -> Iterator[Edit]:
    numbers: dict[tuple[str, ...], set[int]] = {}
    for _, at in in_sections(real):
        for depth, label in enumerate(at.labels):
            if label.isdecimal():
                numbers.setdefault(at.labels[:depth], set()).add(int(label))
    for path, at in in_sections(real):
        for depth, label in enumerate(at.labels):
            if label.isdecimal():
                gap = (*at.labels[:depth], str(int(label) + 1))  # what follows, where the slip leaves a gap
                after = [real.at(*p[:-1]) for p, c in in_sections(real) if c.labels[: depth + 1] == gap]
                for more in (2, 10):
                    slip = str(max(numbers[at.labels[:depth]]) + more)
                    fix = real.put(path, relabelled(at, depth, slip))
                    yield edit(real, fix, at=[real.at(*path[:-1]), *after])


# -------------------------------------------------------------- PM803, PM805 to PM807: the documents that are cited


@fault("PM803")
def a_basis_later_than_the_plan(real: Real) -> Iterator[Edit]:
    signed = real.plan.document.issued
    for path, basis in bases(real):
        if signed is not None and basis["issued"] != "unknown":
            cited = date.fromisoformat(basis["issued"])
            for day in (signed + DAY, cited.replace(year=signed.year + 1), cited.replace(year=2032)):
                yield edit(real, real.put((*path, "issued"), f'"{day}"'))


@fault("PM803")
def a_plan_signed_before_its_bases(real: Real) -> Iterator[Edit]:
    signed = real.plan.document.issued
    if signed is not None and bases(real):
        earliest = min(date.fromisoformat(b["issued"]) for _, b in bases(real))
        for day in (signed.replace(year=2012), earliest - DAY, signed.replace(year=2002)):
            yield edit(real, real.put(("document", "issued"), f'"{day}"'))


@fault("PM805")
def a_number_with_another_year(real: Real) -> Iterator[Edit]:
    for place, issued in _numbers(real):
        number = str(real.get(*place))
        if "/" in number and issued != "unknown":
            figure, _, symbol = number.partition("/")
            for more in (-1, 1):
                slip = f'"{figure}/{int(issued[:4]) + more}/{symbol}"'
                yield edit(real, real.put(place, slip))


def _numbers(real: Real) -> Iterator[tuple[Path_, str]]:
    """The plan's own number and those that it cites, each with the date given."""
    yield ("document", "number"), real.data["document"]["issued"]
    for path, basis in bases(real):
        yield (*path, "number"), basis["issued"]


@fault("PM805")
def a_further_basis_with_the_wrong_date(real: Real) -> Iterator[Edit]:
    for path, _ in bases(real)[-1:]:
        for number, issued in (("09/2019/NĐ-CP", "2020-01-24"), ("30/2020/NĐ-CP", "2022-03-05")):
            changes = {"number": f'"{number}"', "issued": f'"{issued}"', "kind": "NĐ", "issuer": "chinh-phu", "title": None}
            yield edit(real, real.pasted(path, changes))


def _first_cited(real: Real) -> Iterator[tuple[Path_, Item]]:
    seen: set[str] = set()
    for path, basis in bases(real):
        if basis["number"] not in seen:
            seen.add(basis["number"])
            yield path, basis


@fault("PM806")
def a_date_left_unknown(real: Real) -> Iterator[Edit]:
    for path, _ in _first_cited(real) if real.tells_all else ():
        yield edit(real, real.put((*path, "issued"), "unknown"))


@fault("PM806")
def a_further_basis_without_a_date(real: Real) -> Iterator[Edit]:
    for path, _ in bases(real) if real.tells_all else ():
        for number, kind in (("411/QĐ-TTg", "QĐ"), ("52/NQ-CP", "NQ"), ("02/CT-TTg", "CT")):
            changes = {"number": f'"{number}"', "kind": kind, "issued": "unknown", "title": None}
            yield edit(real, real.pasted(path, changes))


def _cited_again(real: Real, path: Path_, **changes: str) -> Edit:
    paste = real.pasted(path, changes)
    return edit(real, paste)


@fault("PM807")
def a_document_cited_again_with_another_day(real: Real) -> Iterator[Edit]:
    for path, basis in bases(real):
        day = date.fromisoformat(basis["issued"])
        for other in (day + DAY, day.replace(day=29 - day.day if day.day < 29 else 1)):
            if other.year == day.year and other != day:
                yield _cited_again(real, path, issued=f'"{other}"')


@fault("PM807")
def a_document_cited_again_in_another_writing_with_another_day(real: Real) -> Iterator[Edit]:
    for path, basis in bases(real):
        day = date.fromisoformat(basis["issued"])
        for written in writings(basis["number"]):
            yield _cited_again(real, path, number=f'"{written}"', issued=f'"{day.replace(day=day.day - 1 or 2)}"')


def writings(number: str) -> list[str]:
    """The same number as other people type it."""
    return [
        number.replace("Đ", "Ð") if "Đ" in number else number.lower(),
        number.replace("/", " / "),
        number.replace("-", "–"),
        number.lstrip("0") if number.startswith("0") else f"0{number}",
    ]


@fault("PM807")
def a_document_cited_again_with_another_year(real: Real) -> Iterator[Edit]:
    for path, basis in bases(real):
        day = date.fromisoformat(basis["issued"])
        yield _cited_again(real, path, issued=f'"{day.replace(year=day.year - 1)}"')


@fault("PM807")
def a_slip_in_the_date_of_a_citation(real: Real) -> Iterator[Edit]:
    numbers = [b["number"] for _, b in bases(real)]
    for path, basis in bases(real):
        if numbers.count(basis["number"]) > 1:
            day = date.fromisoformat(basis["issued"])
            same = [real.at(*p) for p, b in bases(real) if b["number"] == basis["number"]]
            for other in (day.replace(day=18), day.replace(month=8), day.replace(year=2020)):
                yield edit(real, real.put((*path, "issued"), f'"{other}"'), at=same)


@fault("PM807")
def a_document_cited_again_as_of_another_body(real: Real) -> Iterator[Edit]:
    for path, basis in bases(real):
        for issuer in ("chinh-phu", "thu-tuong", "bo-tttt", "ubnd-tinh"):
            one = real.data["document"]["province"] is not None or issuer != "ubnd-tinh"
            if issuer != basis["issuer"] and one:
                yield _cited_again(real, path, issuer=issuer)


@fault("PM807", unseen="numbers begin anew each year: 01/NQ-CP of two years, under two titles, is two documents")
def a_low_number_of_another_year(real: Real) -> Iterator[Edit]:
    for path, basis in bases(real):
        if basis["number"].startswith("0"):
            day = date.fromisoformat(basis["issued"])
            other = f'"{day.replace(year=day.year - 1)}"'
            yield _cited_again(real, path, issued=other, title="Nhiệm vụ của năm trước")


# ------------------------------------------------------------------------------ PM804: the kind and the number


KINDS = ("KH", "QĐ", "NQ", "CV", "TTr", "CT", "BC", "TB", "NĐ", "TT", "Luật")


def _kinds(real: Real) -> Iterator[tuple[Path_, Item]]:
    """What has a number and a kind, where the number says something."""
    if real.data["document"]["number"] != "unknown":
        yield ("document",), real.data["document"]
    yield from bases(real)


@fault("PM804")
def another_kind_for_the_number(real: Real) -> Iterator[Edit]:
    for path, item in _kinds(real):
        for kind in KINDS:
            body_too = kind == "CV" and item["kind"] in ("CT", "TTr", "TT")
            law = kind == "Luật" and item["kind"] == "CV"
            if kind != item["kind"] and not body_too and not law:
                yield edit(real, real.put((*path, "kind"), kind), at=real.at(*path))


@fault("PM804", unseen="inspectorates (TTr) and tax offices (CT) write letters under the same letters")
def a_proposal_called_a_letter(real: Real) -> Iterator[Edit]:
    for path, item in _kinds(real):
        if item["kind"] in ("CT", "TTr", "TT"):
            yield edit(real, real.put((*path, "kind"), "CV"), at=real.at(*path))


@fault("PM804")
def another_symbol_for_the_kind(real: Real) -> Iterator[Edit]:
    symbols = {"KH": "KH", "QĐ": "QĐ", "NQ": "NQ", "TTr": "TTr"}
    for path, item in _kinds(real):
        own = symbols.get(item["kind"])
        for other in ("KH", "QĐ", "NQ", "CT", "BC", "TB"):
            if own is not None and other != own:
                number = item["number"].replace(own, other, 1)
                yield edit(real, real.put((*path, "number"), f'"{number}"'), at=real.at(*path))


# ------------------------------------------------------------------ PM809, PM810, PM813: when and by whom signed


@fault("PM809")
def a_plan_signed_after_its_period(real: Real) -> Iterator[Edit]:
    period = real.plan.period
    for day in (period.last + DAY, period.last.replace(year=2032), period.last + 100 * DAY):
        yield edit(real, real.put(("document", "issued"), f'"{day}"'))


@fault("PM809")
def a_period_that_was_over(real: Real) -> Iterator[Edit]:
    signed = real.plan.document.issued
    if signed is not None:
        for last in (signed - DAY, date(signed.year, 1, 31)):
            yield edit(real, real.put(("period", "to"), f'"{last}"'), at=real.at("period"))


@fault("PM810")
def a_deputy_without_kt(real: Real) -> Iterator[Edit]:
    signer = real.data["document"]["signer"]
    path = ("document", "signer")
    if "KT." in signer["capacity"]:
        for capacity in ("TM.", "Q.", "none"):
            yield edit(real, real.put((*path, "capacity"), capacity), at=real.at(*path))


@fault("PM810")
def a_head_who_becomes_a_deputy(real: Real) -> Iterator[Edit]:
    signer = real.data["document"]["signer"]
    path = ("document", "signer")
    if signer["rank"] == "Chủ tịch":
        for rank in ("Phó Chủ tịch", "Phó Chủ tịch Thường trực", "PHÓ CHỦ TỊCH"):
            yield edit(real, real.put((*path, "rank"), rank), at=real.at(*path))


@fault("PM810")
def a_head_who_signs_for_the_head(real: Real) -> Iterator[Edit]:
    signer = real.data["document"]["signer"]
    path = ("document", "signer")
    if "KT." in signer["capacity"]:
        yield edit(real, real.put((*path, "rank"), "Chủ tịch"), at=real.at(*path))
    elif signer["rank"] != "unknown":
        for capacity in ("KT.", "TM. KT.", "TM. UBND, KT. CHỦ TỊCH"):
            yield edit(real, real.put((*path, "capacity"), f'"{capacity}"'), at=real.at(*path))


@fault("PM813")
def a_year_s_plan_signed_in_autumn(real: Real) -> Iterator[Edit]:
    period = real.plan.period
    if period.first.year == period.last.year:
        for month in (8, 9, 10, 11, 12):
            yield edit(real, real.put(("document", "issued"), f'"{period.first.year}-{month:02}-01"'))


@fault("PM813")
def a_period_cut_to_one_year(real: Real) -> Iterator[Edit]:
    period, signed = real.plan.period, real.plan.document.issued
    if period.first.year != period.last.year and signed is not None:
        for month in (8, 10, 12):
            day = date(signed.year, month, 1)
            fixes = (
                real.put(("period", "to"), f'"{signed.year}-12-31"'),
                real.put(("document", "issued"), f'"{day}"'),
            )
            yield edit(real, *fixes)


# --------------------------------------------------------------------------- PM811, PM812, PM814: recipients, order


@fault("PM811")
def a_recipient_listed_twice(real: Real) -> Iterator[Edit]:
    for path, recipient in real.items("recipients"):
        yield edit(real, real.pasted(path, {}))
        later = f'"recipients#{len(real.data["recipients"]) + 1}"'
        if recipient["mode"] != "archive":
            yield edit(real, real.insert(("recipients", len(real.data["recipients"]) - 1), real.copy(path, {"at": later})))


@fault("PM811")
def a_recipient_listed_again_with_its_province(real: Real) -> Iterator[Edit]:
    province = real.data["document"]["province"]
    for path, recipient in real.items("recipients"):
        if province:
            yield edit(real, real.pasted(path, {"agency": f"{recipient['agency']}@{province}"}))


@fault("PM811")
def another_recipient_in_its_place(real: Real) -> Iterator[Edit]:
    listed = list(real.items("recipients"))
    for path, recipient in listed:
        for other_path, other in listed:
            if path != other_path and (recipient["mode"], recipient.get("detail")) == (other["mode"], other.get("detail")):
                yield edit(
                    real, real.put((*path, "agency"), other["agency"]), at=[real.at(*path), real.at(*other_path)]
                )


@fault("PM812")
def two_entries_in_the_wrong_order(real: Real) -> Iterator[Edit]:
    for key in LISTS:
        for (one, a), (two, b) in pairwise(real.items(key)):
            if "at" in a and "at" in b and a["at"] != b["at"]:
                yield edit(real, *real.swapped(one, two))


@fault("PM812")
def an_entry_moved_to_the_end(real: Real) -> Iterator[Edit]:
    for key in LISTS:
        listed = list(real.items(key))
        for path, item in listed[:-1]:
            last = listed[-1][1]
            if "at" in item and "at" in last and item["at"] != last["at"]:
                paste = real.insert(listed[-1][0], real.copy(path, {}))
                yield edit(real, real.drop(path), paste, at=[paste.span])


@fault("PM812")
def a_slip_that_puts_a_clause_out_of_order(real: Real) -> Iterator[Edit]:
    for key in LISTS:
        listed = [(p, i) for p, i in real.items(key) if "at" in i]
        for (_, a), (two, _) in pairwise(listed):
            earlier = [i["at"] for _, i in listed if Clause(i["at"]) < Clause(a["at"])]
            if earlier:
                yield edit(real, real.put((*two, "at"), f'"{earlier[0]}"'), at=real.at(*two))


@fault("PM814")
def the_archive_line_left_out(real: Real) -> Iterator[Edit]:
    listed = list(real.items("recipients"))
    for path, recipient in listed if real.tells_all else ():
        if recipient["mode"] == "archive":
            yield edit(real, real.drop(path), at=real.at(*listed[-2][0]))


@fault("PM814")
def the_archive_in_another_mode(real: Real) -> Iterator[Edit]:
    for path, recipient in real.items("recipients") if real.tells_all else ():
        for mode in ("act", "report"):
            if recipient["mode"] == "archive":
                yield edit(real, real.put((*path, "mode"), mode), at=real.at(*path))
