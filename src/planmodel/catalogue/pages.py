"""The pages: an article for each entry, and the handbook that holds them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planmodel.catalogue.entries import NOTHING, Entry, by_family, family_title, sentence
from planmodel.diagnostics import Text
from planmodel.rules._api import Fixing
from planmodel.views.handbook import Article, Block, Chapter, Code, Handbook, Section


def article(entry: Entry, lang: str = "vi", *, full: bool = True) -> Article:
    """The page of one code; ``full`` adds how its findings are silenced, which a handbook says once for all."""
    return Article(
        code=entry.code,
        name=entry.name,
        title=sentence(entry.title.get(lang)),
        weight=entry.severity.word(lang),
        mark=entry.severity.name,
        sections=tuple(s for s in _sections(entry, lang, full) if s.blocks),
    )


def _sections(entry: Entry, lang: str, full: bool) -> Iterator[Section]:
    vi = lang == "vi"
    source = entry.source.get(lang)
    grounds = f"{'Căn cứ' if vi else 'Source'}: {source}." if source else ""
    yield Section("Tìm gì" if vi else "What it does", _said(entry.what.get(lang)))
    yield Section("Vì sao quan trọng" if vi else "Why it matters", _said(entry.why.get(lang), grounds))
    yield Section(
        "Ví dụ" if vi else "Example", _codes(entry, entry.bad, lang) or _said(entry.unshown.get(lang))
    )
    yield Section("Nên viết" if vi else "Use instead", _codes(entry, entry.good, lang))
    yield Section("Cách sửa" if vi else "How to mend", _said(entry.mend.get(lang), _fix(entry, lang)))
    yield Section("Giới hạn" if vi else "Known limits", _said(entry.limits.get(lang)))
    if entry.origin.kind == "pack":
        yield Section("Cách dùng" if vi else "How to use it", _enabling(entry.origin.name, lang))
    if full:
        yield Section(
            "Cách bỏ qua" if vi else "How to silence", silencing(entry.code, lang, entry.silenceable)
        )


def _said(*sentences: str) -> tuple[Block, ...]:
    return tuple(s for s in sentences if s)


def _codes(entry: Entry, examples: Iterable[tuple[str, ...]], lang: str) -> tuple[Block, ...]:
    word = "Tệp" if lang == "vi" else "File"
    return tuple(
        Code(text, f"{word} {n}" if len(texts) > 1 else entry.file)
        for texts in examples
        for n, text in enumerate(texts, 1)
    )


def _fix(entry: Entry, lang: str) -> str:
    said: dict[Fixing, Text] = {
        "no": NOTHING,
        "shown": Text(
            "Phát hiện kèm cách viết đúng khi chương trình biết chắc.",
            "The finding shows the right spelling where the program is sure of it.",
        ),
        "safe": Text(
            "planmodel check --fix sửa những chỗ chỉ có một cách hiểu; --diff cho xem trước.",
            "planmodel check --fix mends what can be read in one way only; --diff shows the edits first.",
        ),
    }
    return said[entry.fixing].get(lang)


def _enabling(pack: str, lang: str) -> tuple[Block, ...]:
    """How the rules of a pack that the program ships are switched on."""
    vi = lang == "vi"
    return (
        Code(f"planmodel check --rules {pack}\n", "Cho một lần kiểm tra" if vi else "For one check", "sh"),
        Code(
            f"planmodel: 1\npacks: [{pack}]\n",
            "Luôn luôn, trong planmodel.yaml" if vi else "Always, in planmodel.yaml",
        ),
    )


def silencing(code: str, lang: str, silenceable: bool = True) -> tuple[Block, ...]:
    """How findings of ``code`` are silenced where they do not count."""
    vi = lang == "vi"
    if not silenceable:
        return ("Không bỏ qua được: hãy sửa." if vi else "This cannot be silenced: mend it.",)
    return (
        Code(
            f"# planmodel: ignore[{code}] {'lý do' if vi else 'reason'}, until 2026-12-31\n",
            "Ở một chỗ, bằng chú thích cuối dòng hoặc trên mục; lý do bắt buộc, hạn thì tùy"
            if vi
            else "In one place, by a comment after the line or above the entry; the reason is required, the day is not",
        ),
        Code(
            f"planmodel: 1\ncheck:\n  ignore: [{code}]\n  severity: {{{code}: info}}\n",
            "Trong planmodel.yaml ở gốc không gian làm việc: tắt hẳn, hoặc chỉ đổi mức"
            if vi
            else "In planmodel.yaml at the workspace's root: off altogether, or with another weight",
        ),
    )


def handbook(listed: Sequence[Entry], lang: str = "vi") -> Handbook:
    """All pages: an index by family, then every article in the same order."""
    heads = ("Mã", "Tên", "Mức", "Tìm gì") if lang == "vi" else ("Code", "Name", "Severity", "What it finds")
    chapters = tuple(
        Chapter(family_title(family, lang), tuple(article(e, lang, full=False) for e in inside))
        for family, inside in by_family(listed)
    )
    title = "Danh mục quy tắc" if lang == "vi" else "The catalogue of rules"
    return Handbook(title, _intro(lang), heads, chapters)


def _intro(lang: str) -> tuple[Block, ...]:
    vi = lang == "vi"
    first = (
        "Mọi điều planmodel check có thể báo, theo họ. Số của mã là họ; tên dùng được ở mọi chỗ dùng mã; mức (lỗi, cảnh báo, ghi chú) là mặc định và đổi được. "
        "Trong ví dụ, dấu ^ chỉ chỗ bị báo; ví dụ chỉ ghi những phần của kế hoạch có liên quan."
        if vi
        else "Everything that planmodel check can say, by family. The number of a code is its family; the name stands wherever a code can; the severity (error, warning, note) is the default and can be changed. "
        "In the examples carets show the place that is reported; they hold only those parts of a plan that matter."
    )
    always = (
        "PM0, PM1 và PM9 không bỏ qua được: chúng báo điều khiến kế hoạch không đọc được, hoặc lỗi của chương trình. Mọi quy tắc khác bỏ qua được như sau."
        if vi
        else "PM0, PM1 and PM9 cannot be silenced: they report what keeps a plan from being read, or a fault of the program. Every other rule can be silenced so."
    )
    where = (
        "Trang này do chương trình viết (make docs); cùng nội dung với planmodel explain MÃ."
        if vi
        else "This page is written by the program (make docs); planmodel explain CODE shows the same."
    )
    return (first, always, *silencing("PM401", lang), where)
