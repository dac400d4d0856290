"""Likeness of wording: what does not count, and the laws that it keeps."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.derive.likeness import LONGEST, Near, in_common, nearest, normal, score, words
from tests.golden import PLANS, real

SYLLABLES = st.sampled_from(
    [
        "thanh",
        "toán",
        "không",
        "dùng",
        "tiền",
        "mặt",
        "trường",
        "học",
        "bệnh",
        "viện",
        "hòa",
        "hoà",
        "khỏe",
        "khoẻ",
        "thuỷ",
        "nền",
        "tảng",
        "số",
        "ĐẮK",
        "2022",
    ]
)
TITLES = st.lists(SYLLABLES, min_size=1, max_size=12).map(" ".join)
ANY = st.one_of(TITLES, st.text(max_size=60))

SAME = [
    ("Khánh Hòa", "Khánh Hoà"),
    ("chăm sóc sức khỏe", "CHĂM SÓC SỨC KHOẺ"),
    ("Ủy ban nhân dân tỉnh", "UBND tỉnh"),
    ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
    ("Sở TTTT", "Sở Thông tin & Truyền thông".replace("&", "và")),
    ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
    ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
    ("1. Tập huấn kỹ năng số", "Tập huấn kỹ năng số;"),
    ("b) Tập huấn kỹ năng số", "- Tập huấn, kỹ năng số"),
    ("II.1.a. Tập huấn", "Điểm a) Tập huấn"),
    ("Học phí, viện phí", "viện phí; học phí"),
    ("toàn", "tòan"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[one for one, _ in SAME])
def test_what_is_only_writing_does_not_count(one: str, other: str) -> None:
    assert score(one, other) == 100


APART = [
    ("Tập huấn cho giáo viên", "Bảo đảm an ninh, bảo mật", 45),
    ("", "Tập huấn", 0),
    ("...", "Tập huấn", 0),
]


@pytest.mark.parametrize(("one", "other", "most"), APART)
def test_other_words_are_far(one: str, other: str, most: float) -> None:
    assert score(one, other) <= most


def test_a_numbering_is_left_out_but_words_that_look_like_one_stay() -> None:
    assert normal("Mục II. Nhiệm vụ") == "nhiệm vụ"
    assert normal("50% trường học") == "50 trường học"
    assert normal("y tế số") == "y tế số"
    assert normal("Điểm mới của kế hoạch") == "điểm mới của kế hoạch"
    assert words("số và số") == ("số", "và")


def test_words_that_follow_one_another_in_both_stand_together() -> None:
    assert in_common("Thống nhất mẫu thông tin thanh toán", "Mẫu thông tin, học phí: thanh toán") == (
        "mẫu thông tin",
        "thanh toán",
    )
    assert in_common("a", "b") == ()


def test_the_nearest_come_first_and_equal_ones_in_their_order() -> None:
    many = ["Tập huấn giáo viên", "An ninh", "tập huấn GIÁO VIÊN", "Tập huấn giáo viên, học sinh"]
    found = nearest("Tập huấn giáo viên", many, cutoff=50, limit=3)
    assert [n.place for n in found] == [0, 2, 3]
    assert found[0] == Near(0, many[0], 100.0)
    assert nearest("Tập huấn", many, cutoff=101) == ()
    assert nearest("Tập huấn", []) == ()


def test_normal_words_of_the_real_plans_keep_every_letter() -> None:
    for plan_id in PLANS:
        for task in real(plan_id).work:
            assert normal(task.title)
            assert score(task.title, task.title.upper()) == 100


@given(ANY)
def test_a_normal_text_is_its_own_normal_text(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(ANY)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    assert (
        normal(unicodedata.normalize("NFD", text))
        == normal(text)
        == normal(unicodedata.normalize("NFC", text))
    )


@given(ANY, ANY)
def test_likeness_is_mutual_and_within_bounds(one: str, other: str) -> None:
    assert score(one, other) == score(other, one)
    assert 0 <= score(one, other) <= 100


@given(ANY)
def test_a_text_is_wholly_like_itself(text: str) -> None:
    assert score(text, text) == 100


@given(st.lists(SYLLABLES, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_count(listed: list[str], chance: object) -> None:
    mixed = list(listed)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert score(" ".join(listed), " ".join(mixed)) == 100


def test_a_pasted_page_is_compared_by_its_beginning() -> None:
    page = "thanh toán số " * 5000
    assert score(page, page + "khác") == 100
    assert len(normal(page)) > LONGEST


def test_nothing_heavy_is_imported_before_it_is_asked_for() -> None:
    code = "import sys, planmodel.derive.alignment; sys.exit('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
