"""The skeleton's text, section by section in the order of a plan file, each with a line that says what to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from planmodel import model as m
from planmodel.dates import written
from planmodel.messages import day
from planmodel.skeleton.answers import UNKNOWN, Answers, kind_of, succeeded
from planmodel.skeleton.levels import level
from planmodel.skeleton.organisation import central, ids, lead, local, organisation
from planmodel.skeleton.outline import Placed, placed
from planmodel.skeleton.scalars import entry, listed, quoted, remark, scalar, table
from planmodel.views import words
from planmodel.workspace import agency_refs


def skeleton(template: m.Plan, answers: Answers, registry: m.Registry, schema: str | None = None) -> str:
    """The text of a new plan that carries out ``template``: valid as it is, and the same for the same answers.

    ``schema`` is where the plan schema lies as seen from the new file, for editors.
    """
    work = placed(template)
    sections = (
        _top(template, answers, registry, schema),
        _link(template),
        _document(template, answers),
        _period(answers),
        _legal_bases(template),
        _recipients(template, registry),
        _participants(template, registry),
        _objectives(template),
        _targets(template, answers),
        _requirements(work),
        _tasks(template, work, answers),
        organisation(template, work, answers.issuer.id, registry),
        _reports(template, answers, registry),
        _funding(),
        _notes(answers),
    )
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _top(template: m.Plan, a: Answers, registry: m.Registry, schema: str | None) -> Iterator[str]:
    document = template.document
    issued = f" ngày {day(document.issued, 'vi')}" if document.issued is not None else ""
    number = remark(document.number) if document.number != UNKNOWN else template.id
    if schema is not None:
        yield f"# yaml-language-server: $schema={schema}"
    yield f"# Khung kế hoạch của {remark(a.province.name.vi)}, {_years(a)}, theo văn bản mẫu {number}{issued}."
    yield "# Dòng bắt đầu bằng dấu # là lời hướng dẫn, xong thì xóa; unknown là chưa biết, biết thì thay."
    after = succeeded(a.province, a.first, registry)
    if after is not None:
        yield f"# Lưu ý: {remark(after.vi)}"
    yield from _renamed(template, a, registry)
    yield "planmodel: 1"
    yield f"plan: {scalar(a.plan)}"
    yield "kind: plan"


def _years(a: Answers) -> str:
    return f"năm {a.first}" if a.first == a.last else f"giai đoạn {a.first}–{a.last}"


def _renamed(template: m.Plan, a: Answers, registry: m.Registry) -> Iterator[str]:
    """The template's agencies of the province that others succeed by the end of the period: nothing is replaced."""
    last = date(a.last, 12, 31)
    named = dict.fromkeys([a.issuer.id, *(ref.id.partition("@")[0] for ref, _ in agency_refs(template))])
    known = (registry.agencies[name] for name in named if name in registry.agencies)
    changed = [(x, [s for s in x.successors if s.since <= last]) for x in known if x.level != "central"]
    changed = [(x, successors) for x, successors in changed if successors]
    if changed:
        yield "# Cơ quan nêu trong mẫu mà tổ chức đã đổi; mã giữ như mẫu, hãy chọn cơ quan mới theo từng việc:"
    for agency, successors in changed:
        said = "; ".join(f"từ {day(s.since, 'vi')} {_successor(s)}" for s in successors)
        yield f"#   {agency.id}: {said}"


def _successor(s: m.Successor) -> str:
    if s.to == UNKNOWN:
        return remark(s.scope)
    return f"là {s.to} ({remark(s.scope)})"


def _link(template: m.Plan) -> Iterator[str]:
    yield "# Kế hoạch này triển khai văn bản nào; at là nơi viện dẫn (phần mở đầu, đoạn 1)."
    yield "implements:"
    yield f"  - {table((('plan', scalar(template.id)), ('basis', 'cited'), ('at', quoted('preamble#1'))))}"


def _document(template: m.Plan, a: Answers) -> Iterator[str]:
    issued = quoted(a.issued.isoformat()) if a.issued is not None else UNKNOWN
    place = remark(a.province.name.vi)
    yield "# Văn bản: thay unknown khi kế hoạch được ký."
    yield "document:"
    yield f"  number: {scalar(a.number)}  # số, ký hiệu, ví dụ 12/KH-UBND"
    yield f"  kind: {kind_of(a.number)}"
    yield f"  title: {scalar(template.document.title)}  # tên của mẫu; sửa thành tên kế hoạch"
    yield f"  issuer: {scalar(a.issuer.id)}"
    yield f"  province: {scalar(a.province.id)}"
    yield f"  place: {scalar(a.place)}  # địa danh, thường là {place}"
    yield f'  issued: {issued}  # ngày ký, viết "năm-tháng-ngày"'
    signer = (("name", scalar(a.signer)), ("rank", UNKNOWN), ("capacity", UNKNOWN))
    yield f"  signer: {table(signer)}  # họ tên, chức vụ, thể thức ký (TM., KT. TM., ...)"
    source = (("kind", "full-text"), ("name", UNKNOWN), ("sha256", UNKNOWN))
    yield f"  source: {table(source)}  # tên tệp văn bản đã ký"


def _period(a: Answers) -> Iterator[str]:
    fields = (("from", quoted(f"{a.first}-01-01")), ("to", quoted(f"{a.last}-12-31")), ("basis", "stated"))
    yield "# Thời kỳ của kế hoạch, tính cả ngày đầu và ngày cuối."
    yield f"period: {table(fields)}"


def _legal_bases(template: m.Plan) -> Iterator[str]:
    document = template.document
    fields = (
        ("number", scalar(document.number)),
        ("kind", document.kind),
        ("issued", quoted(document.issued.isoformat()) if document.issued is not None else UNKNOWN),
        ("issuer", scalar(document.issuer.id)),
        ("role", "guided-by" if document.kind == "CV" else "implements"),
        ("at", quoted("preamble#1")),
        ("title", scalar(document.title)),
    )
    yield "# Căn cứ: mỗi văn bản được viện dẫn một dòng; role là based-on (căn cứ), implements (thực hiện), guided-by (theo"
    yield "# hướng dẫn) hoặc proposed-by (theo đề nghị). Dòng đầu là văn bản mẫu; thêm các căn cứ khác."
    yield "legal_bases:"
    yield f"  - {table(fields)}"


def _recipients(template: m.Plan, registry: m.Registry) -> Iterator[str]:
    listed_ = [(template.document.issuer.id, "report"), ("cac-so-ban-nganh", "act"), ("van-thu", "archive")]
    known = [(agency, mode) for agency, mode in listed_ if agency.partition("@")[0] in registry.agencies]
    yield "# Nơi nhận: report là (b/c), act là để thực hiện, archive là dòng Lưu. Bỏ dấu # và sửa."
    yield "# recipients:"
    for number, (agency, mode) in enumerate(known, 1):
        fields = (("at", quoted(f"recipients#{number}")), ("agency", scalar(agency)), ("mode", mode))
        yield f"  # - {table(fields)}"


def _participants(template: m.Plan, registry: m.Registry) -> Iterator[str]:
    kept = [p for p in template.participants if p.people or not central(p.agencies, registry)]
    yield "# I.3. Đối tượng tham gia: chép từ mẫu, trừ cơ quan trung ương; thêm bớt theo kế hoạch của tỉnh."
    if not kept:
        yield "# participants:"
        yield '  # - {at: "I.3#1", people: [Người dân trên địa bàn]}'
        return
    yield "participants:"
    for number, p in enumerate(kept, 1):
        fields = (
            ("at", quoted(f"I.3#{number}")),
            ("agencies", ids(p.agencies)),
            ("people", listed(p.people)),
        )
        yield f"  - {table(fields)}"


def _objectives(template: m.Plan) -> Iterator[str]:
    kept = [o for o in template.objectives if o.kind == "general"]
    yield "# I.1. Mục tiêu chung; mục tiêu cụ thể (kind: specific) thì thêm ở I.2."
    if not kept:
        yield "# objectives:"
        yield '  # - {id: muc-tieu-chung, at: "I.1#1", kind: general, sector: cross, title: Mục tiêu chung}'
        return
    yield "objectives:"
    for number, o in enumerate(kept, 1):
        place = (("id", scalar(o.id)), ("at", quoted(f"I.1#{number}")), ("kind", o.kind))
        yield f"  - {table((*place, ('sector', o.sector), ('title', scalar(o.title))))}"


def _targets(template: m.Plan, a: Answers) -> Iterator[str]:
    yield f"# I.2. Chỉ tiêu: mức của mẫu là điểm xuất phát; thêm mức cho các năm khác của {_years(a)}."
    if not template.targets:
        yield "# Mẫu không nêu chỉ tiêu."
        return
    yield "targets:"
    for number, target in enumerate(template.targets, 1):
        yield from _target(target, f"I.2#{number}", a)


def _target(t: m.Target, at: str, a: Answers) -> list[str]:
    written = level(t, a.first, a.last)
    return entry(
        (
            ("id", scalar(t.id)),
            ("at", quoted(at)),
            ("title", scalar(t.title) if t.title is not None else None),
            ("indicator", scalar(t.indicator.id)),
            ("sector", t.sector),
            ("population", scalar(t.population.id)),
            ("area", t.area),
            ("measure", t.measure),
            ("demand", t.demand),
            ("level", f"{written.yaml}  # {written.comment}"),
            ("unit", scalar(t.unit)),
            ("commitment", t.commitment),
            ("implements", listed([t.id])),
        )
    )


def _requirements(work: Iterable[Placed]) -> Iterator[str]:
    rules = [(at, r) for part in work for at, r in part.requirements]
    yield "# Yêu cầu theo danh mục, đặt ở nhiệm vụ cùng nội dung: choose là số tối thiểu phải có (all là tất cả)."
    if not rules:
        yield "# Mẫu không nêu yêu cầu nào."
        return
    yield "requirements:"
    for at, r in rules:
        yield from entry(
            (
                ("id", scalar(r.id)),
                ("at", quoted(at)),
                ("sector", r.sector),
                ("title", scalar(r.title)),
                ("choose", str(r.choose) if r.choose is not None else "all"),
                ("of", ids(r.of)),
                ("implements", listed([r.id])),
            )
        )


def _tasks(template: m.Plan, work: Iterable[Placed], a: Answers) -> Iterator[str]:
    inferred = sum(1 for t in template.tasks if t.provenance is not None and t.provenance.basis == "inferred")
    yield "# II. Nhiệm vụ, giải pháp: chép tên từ mẫu, mỗi nhiệm vụ một điểm; sửa lời và số điểm theo văn bản. Nhiệm vụ bỏ đi"
    yield "# sẽ bị compare báo thiếu. Thêm khi biết: by (ai làm), due: {by: ...} (hạn cuối), product (sản phẩm)."
    if not template.tasks:
        yield "# Mẫu không nêu nhiệm vụ."
        return
    if inferred:
        yield f"# {inferred} nhiệm vụ của mẫu là suy ra từ các kế hoạch tỉnh (basis: inferred): hãy đối chiếu với văn bản gốc."
    yield "tasks:"
    for part in work:
        if part.tasks:
            yield f"  # {part.at}. {words.word(part.sector, 'vi').capitalize()}"
        for at, task in part.tasks:
            yield from _task(task, at, a)


def _task(t: m.Task, at: str, a: Answers) -> list[str]:
    due, told = None, ""
    if t.due is not None:
        key, text = written(t.due.when)
        if t.due.day is None or a.first <= t.due.day.year <= a.last:
            shift = (("shift", t.due.shift),) if t.due.shift is not None else ()
            due = table(((key, quoted(text)), *shift))
        else:
            told = f"  # mẫu nêu hạn {day(t.due.day, 'vi')}, ngoài thời kỳ nên không chép"
    return entry(
        (
            ("id", scalar(t.id)),
            ("at", quoted(at)),
            ("sector", t.sector),
            ("title", scalar(t.title)),
            ("by", ids(t.by)),
            ("contributes_to", ids(t.contributes_to)),
            ("after", ids(t.after)),
            ("due", due),
            ("product", scalar(t.product) if t.product is not None else None),
            ("implements", f"{listed([t.id])}{told}"),
        )
    )


def _reports(template: m.Plan, a: Answers, registry: m.Registry) -> Iterator[str]:
    leading = lead(local(template, registry))
    at, sender, recipient = "III.1", a.issuer.id, template.document.issuer.id
    if leading is not None:
        (at, sender), recipient = leading, a.issuer.id
    fields = (
        ("id", "bao-cao-nam"),
        ("at", quoted(at)),
        ("from", listed([sender])),
        ("to", listed([recipient])),
        ("every", "[year]"),
        ("ad_hoc", "true"),
        ("due", '[{before: "12-20"}]'),
        ("about", scalar("Kết quả thực hiện Kế hoạch")),
    )
    yield '# Chế độ báo cáo: ngày viết "tháng-ngày"; before là trước ngày, by là chậm nhất ngày. Bỏ dấu # và sửa.'
    yield "# reports:"
    yield f"  # - {table(fields)}"


def _funding() -> Iterator[str]:
    yield "# IV. Kinh phí thực hiện. Bỏ dấu # và sửa."
    yield "# funding:"
    yield '  # - {at: "IV", title: Nguồn kinh phí thực hiện, sources: [Ngân sách nhà nước]}'


def _notes(a: Answers) -> Iterator[str]:
    issued = UNKNOWN if a.issued is None else ""
    given = ((a.number, "số"), (issued, "ngày ký"), (a.place, "nơi ký"), (a.signer, "người ký"))
    missing = [name for value, name in given if value == UNKNOWN]
    text = f"Khung mới lập, chưa có: {', '.join([*missing, 'chức vụ và thể thức ký'])}."
    fields = (("at", "document"), ("kind", "gap"), ("text", scalar(text)))
    yield "# Chỗ thiếu, mơ hồ, mâu thuẫn của văn bản (gap, ambiguity, contradiction, slip), để hỏi lại; điền đủ thì xóa dòng này."
    yield "notes:"
    yield f"  - {table(fields)}"
