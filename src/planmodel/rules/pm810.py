"""KT. stands before a signature exactly where a deputy signs for the head."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule

_OWN_RULES = {"party", "association"}
"""The Party and associations sign by rules of their own, under which a deputy secretary signs T/M."""

_WITHOUT_KT = {"TM", "Q", "NONE"}
"""What leaves a deputy without KT.; TL. and TUQ. let others sign too."""


def _run(facts: Facts) -> Iterator[Found]:
    document = facts.plan.document
    signer, issuer = document.signer, facts.registry.agencies.get(document.issuer.id.partition("@")[0])
    if signer.rank == "unknown" or (issuer is not None and issuer.kind in _OWN_RULES):
        return
    marks = signer.capacity.upper().replace(".", " ").split()
    deputy = _is_deputy(signer.rank)
    if "KT" in marks and not deputy:
        yield Found(
            signer.span,
            say(
                "KT. says that a deputy signs for the head, but '{rank}' is no deputy's rank; check both",
                rank=signer.rank,
            ),
        )
    elif deputy and marks and set(marks) <= _WITHOUT_KT:
        yield Found(
            signer.span,
            say(
                "'{rank}' is a deputy's rank, but no KT. stands before it; check the signature block",
                rank=signer.rank,
            ),
        )


def _is_deputy(rank: str) -> bool:
    words = rank.casefold()
    return "phó" in words.split() or "thứ trưởng" in words


RULE = Rule(
    code="PM810",
    name="signer-capacity",
    severity=Severity.warning,
    title=Text("quyền hạn ký không hợp với chức vụ", "a signing capacity that does not fit the rank"),
    what=Text(
        "Tìm kế hoạch ký KT. mà người ký không phải cấp phó (Phó ..., Thứ trưởng), và kế hoạch do cấp phó ký mà không ghi KT.",
        "Finds a plan signed KT. (for the head) by somebody who is no deputy (Phó ..., Thứ trưởng), and one that a deputy signed without KT.",
    ),
    why=Text(
        "Cấp phó chỉ ký thay người đứng đầu. Thiếu KT., hoặc KT. mà ghi chức vụ cấp trưởng, là sai thể thức, và bản mã hóa có thể đã chép nhầm dòng: dưới «KT. CHỦ TỊCH» là «PHÓ CHỦ TỊCH».",
        "A deputy signs for the head only. A missing KT., or KT. with the head's own rank, is against the form, and the encoder may have copied the wrong line: under 'KT. CHỦ TỊCH' stands 'PHÓ CHỦ TỊCH'.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, điều 13 và Phụ lục I (quyền hạn, chức vụ của người ký)",
        "Decree 30/2020/NĐ-CP, art. 13 and annex I (capacity and rank of who signs)",
    ),
    bad=(
        """\
document:
  number: 119/KH-UBND
  kind: KH
  title: Chuyển đổi số trong trường học
  issuer: ubnd-tinh
  province: hung-yen
  place: Hưng Yên
  issued: "2022-06-17"
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM. KT.}
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM810
  source: {kind: full-text, name: ke-hoach.txt, sha256: unknown}
""",
    ),
    good=(
        """\
document:
  number: 119/KH-UBND
  kind: KH
  title: Chuyển đổi số trong trường học
  issuer: ubnd-tinh
  province: hung-yen
  place: Hưng Yên
  issued: "2022-06-17"
  signer: {name: Nguyễn Văn A, rank: Phó Chủ tịch, capacity: TM. KT.}
  source: {kind: full-text, name: ke-hoach.txt, sha256: unknown}
""",
    ),
    limits=Text(
        "Không đòi TM.: Chủ tịch ký với tư cách cá nhân thì không ghi. Không xét ký thừa lệnh (TL.), thừa ủy quyền (TUQ.), và văn bản của Đảng, hội, đoàn thể, vốn có thể thức riêng.",
        "Does not ask for TM.: a chair who signs in person writes none. Passes over TL. and TUQ., and over documents of the Party and of associations, which have forms of their own.",
    ),
    run=_run,
)
