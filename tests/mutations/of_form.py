"""Faults in the form of a document (PM803 to PM807, PM809 to PM814): dates, numbers, kinds, signature, recipients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.mutations.faults import Edit, edit, fault
from tests.mutations.real import Item, Path_, Real

DAY = timedelta(days=1)


def bases(real: Real) -> list[tuple[Path_, Item]]:
    """Every legal basis with its path."""
    return list(real.items("legal_bases"))


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
            changes = {
                "number": f'"{number}"',
                "issued": f'"{issued}"',
                "kind": "NĐ",
                "issuer": "chinh-phu",
                "title": None,
            }
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
            yield _cited_again(
                real, path, number=f'"{written}"', issued=f'"{day.replace(day=day.day - 1 or 2)}"'
            )


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


@fault(
    "PM807", unseen="numbers begin anew each year: 01/NQ-CP of two years, under two titles, is two documents"
)
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


# --------------------------------------------------------------------------- PM811, PM814: recipients


@fault("PM811")
def a_recipient_listed_twice(real: Real) -> Iterator[Edit]:
    for path, recipient in real.items("recipients"):
        yield edit(real, real.pasted(path, {}))
        later = f'"recipients#{len(real.data["recipients"]) + 1}"'
        if recipient["mode"] != "archive":
            yield edit(
                real,
                real.insert(("recipients", len(real.data["recipients"]) - 1), real.copy(path, {"at": later})),
            )


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
            if path != other_path and (recipient["mode"], recipient.get("detail")) == (
                other["mode"],
                other.get("detail"),
            ):
                yield edit(
                    real,
                    real.put((*path, "agency"), other["agency"]),
                    at=[real.at(*path), real.at(*other_path)],
                )


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
