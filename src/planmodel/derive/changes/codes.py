"""The kinds of changes by stable codes, what each weighs, and which is its mirror.

``target-level-lowered`` seen from the other side is ``target-level-raised``: whatever can be found weaker can be found
stronger. A code is never given another meaning; ``docs/comparison.md`` lists them.
"""

from __future__ import annotations

from typing import NamedTuple

from planmodel.derive import relations as rel
from planmodel.diagnostics import Text

WEAKENS, STRENGTHENS, NEUTRAL, EDITORIAL = "weakens", "strengthens", "neutral", "editorial"
WEIGHTS = (WEAKENS, STRENGTHENS, NEUTRAL, EDITORIAL)
"""What a change does to the demand, the word first that wins where several are true of one item."""


class Code(NamedTuple):
    """One kind of change: what it weighs, what it is from the other side, and what it says in a few words."""

    code: str
    weight: str
    mirror: str
    text: Text


class Stem(NamedTuple):
    """The codes of one field: of a weaker, of a stronger and of another value."""

    weaker: str
    stronger: str
    changed: str

    def by(self, relation: str | None) -> str:
        """The code for a new value that stands so to the old one."""
        return (
            self.weaker
            if relation == rel.WEAKER
            else self.stronger
            if relation == rel.STRONGER
            else self.changed
        )


CODES: dict[str, Code] = {}
STEMS: dict[str, Stem] = {}


def _code(code: str, weight: str, mirror: str, vi: str, en: str) -> str:
    CODES[code] = Code(code, weight, mirror, Text(vi, en))
    return code


def _pair(
    weaker: str, stronger: str, vi: tuple[str, str], en: tuple[str, str], weights: tuple[str, str]
) -> None:
    _code(weaker, weights[0], stronger, vi[0], en[0])
    _code(stronger, weights[1], weaker, vi[1], en[1])


def _stem(
    name: str,
    suffixes: tuple[str, str],
    vi: tuple[str, str, str],
    en: tuple[str, str, str],
    weights: tuple[str, str] = (WEAKENS, STRENGTHENS),
) -> None:
    """The three codes of a field: ``name-lowered``, ``name-raised``, ``name-changed``."""
    weaker, stronger, changed = (f"{name}-{suffix}" for suffix in (*suffixes, "changed"))
    _pair(weaker, stronger, vi[:2], en[:2], weights)
    _code(changed, NEUTRAL, changed, vi[2], en[2])
    STEMS[name] = Stem(weaker, stronger, changed)


def _two(name: str, suffixes: tuple[str, str], vi: tuple[str, str], en: tuple[str, str]) -> None:
    """The two codes of what is there or is not."""
    weaker, stronger = (f"{name}-{suffix}" for suffix in suffixes)
    _pair(weaker, stronger, vi, en, (WEAKENS, STRENGTHENS))
    STEMS[name] = Stem(weaker, stronger, stronger)


def _one(code: str, weight: str, vi: str, en: str) -> None:
    """A change that is its own mirror."""
    _code(code, weight, code, vi, en)
    STEMS[code] = Stem(code, code, code)


# Items that appear and vanish.

_DEMANDS = {
    "target": ("chỉ tiêu", "target"),
    "requirement": ("yêu cầu", "requirement"),
    "task": ("nhiệm vụ", "task"),
    "duty": ("phân công", "duty"),
    "report": ("chế độ báo cáo", "report"),
    "objective": ("mục tiêu", "objective"),
}
_FACTS = {
    "implements": ("liên kết với văn bản mẫu", "link to a template"),
    "legal-basis": ("căn cứ pháp lý", "legal basis"),
    "recipient": ("nơi nhận", "recipient"),
    "participant": ("thành phần tham gia", "participant"),
    "funding": ("nguồn kinh phí", "funding"),
}
_REMARKS = {"note": ("ghi chú", "note"), "not-encoded": ("chỗ không mã hóa", "clause without facts")}
for _names, _weights in (
    (_DEMANDS, (WEAKENS, STRENGTHENS)),
    (_FACTS, (NEUTRAL, NEUTRAL)),
    (_REMARKS, (EDITORIAL, EDITORIAL)),
):
    for _name, (_vi, _en) in _names.items():
        _pair(
            f"{_name}-removed",
            f"{_name}-added",
            (f"bỏ {_vi}", f"thêm {_vi}"),
            (f"{_en} dropped", f"{_en} added"),
            _weights,
        )

_pair(
    "split",
    "merged",
    ("một mục tách thành nhiều mục", "nhiều mục gộp thành một mục"),
    ("one item split into several", "several items merged into one"),
    (NEUTRAL, NEUTRAL),
)

# Targets.

_stem(
    "target-level",
    ("lowered", "raised"),
    ("mức thấp hơn", "mức cao hơn", "mức khác, không so được"),
    ("lower level", "higher level", "another level, not comparable"),
)
_two(
    "target-figure",
    ("dropped", "added"),
    ("bỏ mức của một năm", "thêm mức của một năm"),
    ("a year's level dropped", "a level for a further year"),
)
_stem(
    "target-year",
    ("later", "earlier"),
    ("lùi sang năm sau", "sớm hơn", "năm khác, không so được"),
    ("moved to a later year", "moved to an earlier year", "another year, not comparable"),
)
_stem(
    "target-bound",
    ("looser", "tighter"),
    ("giới hạn lỏng hơn", "giới hạn chặt hơn", "giới hạn theo cách khác"),
    ("looser bound", "tighter bound", "bound in another way"),
)
_stem(
    "target-area",
    ("narrower", "wider"),
    ("địa bàn hẹp hơn", "địa bàn rộng hơn", "địa bàn khác, không so được"),
    ("narrower area", "wider area", "another area, not comparable"),
)
_stem(
    "target-population",
    ("narrower", "wider"),
    ("đối tượng hẹp hơn", "đối tượng rộng hơn", "đối tượng khác, không so được"),
    ("narrower population", "wider population", "another population, not comparable"),
)
_stem(
    "target-measure",
    ("weaker", "stronger"),
    ("cách đo nhẹ hơn", "cách đo chặt hơn", "cách đo khác, không so được"),
    ("weaker measure", "stronger measure", "another measure, not comparable"),
)
_stem(
    "target-demand",
    ("weaker", "stronger"),
    ("yêu cầu nhẹ hơn", "yêu cầu nặng hơn", "yêu cầu khác, không so được"),
    ("less is asked of each", "more is asked of each", "something else is asked, not comparable"),
)
_stem(
    "target-commitment",
    ("weaker", "stronger"),
    ("cam kết nhẹ hơn", "cam kết chặt hơn", "cam kết khác, không hơn kém"),
    ("weaker commitment", "stronger commitment", "another commitment, neither weaker nor stronger"),
)
_one("target-indicator-changed", NEUTRAL, "chỉ số khác", "another indicator")
_one(
    "target-unit-changed",
    NEUTRAL,
    "đơn vị khác, không so được mức",
    "another unit, levels are not comparable",
)
_stem(
    "sector",
    ("narrower", "wider"),
    ("lĩnh vực hẹp hơn", "lĩnh vực rộng hơn", "lĩnh vực khác"),
    ("narrower sector", "wider sector", "another sector"),
)

# Requirements, tasks, who leads.

_stem(
    "options",
    ("fewer", "more"),
    ("phải đáp ứng ít lựa chọn hơn", "phải đáp ứng nhiều lựa chọn hơn", "lựa chọn khác, không so được"),
    ("fewer options must be met", "more options must be met", "other options, not comparable"),
)
_stem(
    "deadline",
    ("later", "earlier"),
    ("hạn muộn hơn", "hạn sớm hơn", "hạn ghi cách khác"),
    ("later deadline", "earlier deadline", "deadline in other words"),
)
_two(
    "deadline-day",
    ("dropped", "added"),
    ("bỏ thời hạn", "thêm thời hạn"),
    ("deadline dropped", "deadline added"),
)
_stem(
    "product",
    ("dropped", "added"),
    ("bỏ sản phẩm", "nêu sản phẩm", "sản phẩm khác"),
    ("product dropped", "product named", "another product"),
)
_stem(
    "doer",
    ("lost", "added"),
    ("bớt cơ quan thực hiện", "thêm cơ quan thực hiện", "cơ quan thực hiện khác"),
    ("a doer dropped", "a doer added", "another doer"),
)
_stem(
    "lead",
    ("lost", "gained"),
    ("mất cơ quan chủ trì", "có thêm cơ quan chủ trì", "cơ quan chủ trì khác"),
    ("a lead is lost", "a lead is gained", "another lead"),
)
_one("contribution-changed", NEUTRAL, "gắn với chỉ tiêu khác", "serves other targets")
_one("order-changed", NEUTRAL, "thứ tự trước sau khác", "another order of tasks")

# Duties.

_stem(
    "role",
    ("weaker", "stronger"),
    ("vai trò nhẹ hơn", "vai trò nặng hơn", "vai trò khác"),
    ("weaker part", "stronger part", "another part"),
)
_stem(
    "duty-agency",
    ("lost", "added"),
    ("bớt cơ quan được giao", "thêm cơ quan được giao", "giao cơ quan khác"),
    ("an agency dropped", "an agency added", "given to another agency"),
)
_stem(
    "coverage",
    ("smaller", "larger"),
    ("phụ trách ít nhiệm vụ hơn", "phụ trách nhiều nhiệm vụ hơn", "viện dẫn nhiệm vụ khác"),
    ("reaches fewer tasks", "reaches more tasks", "cites other clauses"),
)
_stem(
    "scope",
    ("narrower", "wider"),
    ("phạm vi hẹp hơn", "phạm vi rộng hơn", "phạm vi khác"),
    ("narrower scope", "wider scope", "another scope"),
)
_one("partners-changed", NEUTRAL, "đối tác phối hợp, nơi nhận việc khác", "other partners or receivers")
_two(
    "named-work",
    ("dropped", "added"),
    ("không còn nêu việc cụ thể", "nêu việc cụ thể"),
    ("the work is named no more", "the work is now named"),
)

# Reports.

_stem(
    "report-periods",
    ("fewer", "more"),
    ("báo cáo thưa hơn", "báo cáo dày hơn", "kỳ báo cáo khác"),
    ("reported less often", "reported more often", "other report periods"),
)
_two(
    "ad-hoc",
    ("dropped", "added"),
    ("bỏ báo cáo đột xuất", "thêm báo cáo đột xuất"),
    ("ad hoc reports dropped", "ad hoc reports added"),
)
_stem(
    "sender",
    ("lost", "added"),
    ("bớt cơ quan báo cáo", "thêm cơ quan báo cáo", "cơ quan báo cáo khác"),
    ("a sender dropped", "a sender added", "another sender"),
)
_one("route-changed", NEUTRAL, "đường gửi báo cáo khác", "another way of the report")

# The document, and what stands around its demands.

_one("document-changed", NEUTRAL, "thông tin văn bản khác", "the document's particulars changed")
_one("document-redated", NEUTRAL, "ngày ban hành khác", "another date of issue")
_stem(
    "period",
    ("shorter", "longer"),
    ("thời kỳ ngắn hơn", "thời kỳ dài hơn", "thời kỳ khác"),
    ("shorter period", "longer period", "another period"),
    (NEUTRAL, NEUTRAL),
)
for _name, (_vi, _en) in _FACTS.items():
    _one(f"{_name}-changed", NEUTRAL, f"{_vi} khác", f"{_en} changed")
_one("objective-changed", NEUTRAL, "loại mục tiêu khác", "another kind of objective")
_one(
    "template-items-changed",
    NEUTRAL,
    "gắn với mục khác của văn bản mẫu",
    "carries out other items of the template",
)
_one("moved", NEUTRAL, "chuyển sang điều khoản khác", "moved to another clause")
_one("title-rewritten", NEUTRAL, "câu chữ khác hẳn, cần đọc cả hai bản", "worded quite otherwise: read both")
_one("title-changed", EDITORIAL, "sửa câu chữ", "wording")
_one("text-changed", EDITORIAL, "sửa lời văn", "text")
_one("note-changed", EDITORIAL, "sửa ghi chú", "note")
_one("not-encoded-changed", EDITORIAL, "lý do không mã hóa khác", "another reason why nothing is encoded")
_one("renumbered", EDITORIAL, "đánh số lại", "renumbered")
_one("renamed", EDITORIAL, "đổi mã", "another id")
_one("reference-renamed", EDITORIAL, "mã được nhắc đến đã đổi", "an id that it names was changed")
_one(
    "written-otherwise", EDITORIAL, "cách ghi khác, nội dung như cũ", "written in another form, same content"
)
_one("source-changed", EDITORIAL, "tệp nguồn khác", "another source file")


def mirror_of(code: str) -> str:
    """The same change seen from the other side."""
    return CODES[code].mirror
