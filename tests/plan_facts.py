"""What a reader finds in the five documents: tables written from the documents, not from the plan files.

One fact a line under its plan, cells between bars; ``tests.golden.rows`` reads them. "-": none is stated.
"""

DOCUMENTS = """
khanh-hoa-4205-2022
  4205/KH-UBND | KH | 2022-05-12 | Khánh Hòa | Đinh Văn Thiệu | Phó Chủ tịch | KT. | 2022..2025 inferred I.2#1
hung-yen-119-2022
  119/KH-UBND | KH | 2022-06-17 | Hưng Yên | Nguyễn Duy Hưng | Phó Chủ tịch | TM. KT. | \
    2022..2025 stated preamble#4
dak-nong-294-2022
  294/KH-UBND | KH | 2022-06-01 | Đăk Nông | Hồ Văn Mười | Chủ tịch | none | 2022..2022 stated preamble#2
thanh-hoa-2022
  unknown | KH | unknown | unknown | unknown | unknown | unknown | 2022..2022 inferred p#3.s#1
mic-781-2022
  781/BTTTT-QLDN | CV | 2022-03-04 | unknown | unknown | unknown | unknown | 2022..2022 inferred p#9.s#1
"""
"""Number, kind, date, place, signer, rank, what is printed before the rank, years and where they stand."""

LEGAL_BASES = """
khanh-hoa-4205-2022
  preamble#1 | 1813/QĐ-TTg | QĐ | 2021-10-28 | thu-tuong | implements
  preamble#1 | 781/BTTTT-QLDN | CV | 2022-03-04 | bo-tttt | guided-by
  preamble#1 | 999/TTr-STTTT | TTr | 2022-04-20 | so-tttt | proposed-by
hung-yen-119-2022
  preamble#1 | 749/QĐ-TTg | QĐ | 2020-06-03 | thu-tuong | based-on
  preamble#1 | 942/QĐ-TTg | QĐ | 2021-06-15 | thu-tuong | based-on
  preamble#1 | 1813/QĐ-TTg | QĐ | 2021-10-28 | thu-tuong | based-on
  preamble#2 | 781/BTTTT-QLDN | CV | 2022-03-04 | bo-tttt | based-on
  preamble#3 | 06-NQ/TU | NQ | 2021-06-15 | tinh-uy | implements
  preamble#3 | 571/QĐ-UBND | QĐ | 2022-02-25 | ubnd-tinh | implements
  IV.10.a | 1813/QĐ-TTg | QĐ | 2021-10-28 | thu-tuong | based-on
  IV.11.b | 1813/QĐ-TTg | QĐ | 2021-10-28 | thu-tuong | based-on
dak-nong-294-2022
  preamble#1 | 01/NQ-CP | NQ | 2022-01-08 | chinh-phu | implements
  preamble#2 | 749/QĐ-TTg | QĐ | 2020-06-03 | thu-tuong | implements
  preamble#2 | 1813/QĐ-TTg | QĐ | 2021-10-28 | thu-tuong | implements
mic-781-2022
  p#6.s#1 | 01/NQ-CP | NQ | 2022-01-08 | chinh-phu | implements
  p#6.s#1 | 749/QĐ-TTg | QĐ | 2020-06-03 | thu-tuong | implements
  p#6.s#1 | 1813/QĐ-TTg | QĐ | 2021-10-28 | thu-tuong | implements
"""
"""Clause, number, kind, date, issuer, and as what it is cited, in the order of the text."""

RECIPIENTS = """
khanh-hoa-4205-2022
  report | bo-tttt bo-gddt bo-yte thuong-truc-tinh-uy thuong-truc-hdnd-tinh chu-tich-ubnd-tinh
  act | cac-so-ban-nganh doan-the ubnd-huyen nhnn-chi-nhanh dai-pttth bao-tinh cong-ttdt-tinh
hung-yen-119-2022
  report |
  act | bo-tttt thuong-truc-tinh-uy thuong-truc-hdnd-tinh chu-tich-ubnd-tinh pho-chu-tich-ubnd-tinh \
    cac-so-ban-nganh kbnn-tinh nhnn-chi-nhanh hiep-hoi-dn-tinh dai-hoc-cao-dang ubnd-huyen \
    van-phong-ubnd-tinh cong-ttdt-tinh dn-vien-thong van-phong-ubnd-tinh
dak-nong-294-2022
  report | bo-tttt thuong-truc-tinh-uy thuong-truc-hdnd-tinh
  act | chu-tich-ubnd-tinh pho-chu-tich-ubnd-tinh ban-chi-dao-cds-tinh cac-so-ban-nganh ubnd-huyen \
    nhnn-chi-nhanh dai-pttth bao-tinh cong-ttdt-tinh van-phong-ubnd-tinh
"""
"""Who is named under "Nơi nhận", by how."""

# A year's level with * is derived from "tăng thêm 10%/năm".
STEPS = "2022:50 2023:60* 2024:70* 2025:80"
TARGETS = f"""
khanh-hoa-4205-2022
  edu-platform | I.2#1 | digital-platform-adoption | truong-hoc | all | share | use | firm | >= {STEPS}
  health-platform | I.2#1 | digital-platform-adoption | benh-vien | all | share | use | firm | >= {STEPS}
  edu-cashless | I.2#2 | cashless-adoption | truong-hoc | all | share | install-and-use | firm | >= {STEPS}
  health-cashless | I.2#2 | cashless-adoption | benh-vien | all | share | install-and-use | firm | >= {STEPS}
  edu-transactions | I.2#3 | cashless-transaction-share | truong-hoc | all | count-or-value | - | firm | \
    >= {STEPS}
  health-transactions | I.2#3 | cashless-transaction-share | benh-vien | all | count-or-value | - | \
    firm | >= {STEPS}
  edu-online-teaching | III.1.a#5 | online-teaching-coverage | truong-hoc | all | share | - | firm | \
    >= unstated:100
  edu-online-curriculum | III.1.a#5 | online-curriculum-share | hoc-sinh-sinh-vien | all | share | - | \
    minimum | >= unstated:20
hung-yen-119-2022
  edu-platform | I.2.a#1 | digital-platform-adoption | truong-hoc | all | share | use | aspirational | \
    >= 2022:50
  health-platform | I.2.a#1 | digital-platform-adoption | benh-vien | all | share | use | aspirational | \
    >= 2022:50
  health-cashless | I.2.a#2 | cashless-adoption | benh-vien | all | share | use | minimum | >= 2022:50
  health-transactions | I.2.a#2 | cashless-transaction-share | benh-vien | all | value | - | minimum | \
    >= 2022:50
  edu-cashless | I.2.a#3 | cashless-adoption | truong-hoc | urban | share | accept | aspirational | \
    >= 2022:100
  edu-cashless-2025 | I.2.b#1 | cashless-adoption | truong-hoc | urban | share | use | aspirational | \
    >= 2025:100
  edu-transactions | I.2.b#1 | cashless-transaction-share | truong-hoc | urban | value | - | \
    aspirational | >= 2025:50
  edu-tuition-portal | I.2.b#1 | online-tuition-portal | dai-hoc-cao-dang | all | share | - | \
    aspirational | >= 2025:100
  health-cashless-2025 | I.2.b#2 | cashless-adoption | co-so-kham-chua-benh | urban | share | accept | \
    aspirational | >= 2025:100
  edu-online-teaching | II.1.a#4 | online-teaching-coverage | truong-pho-thong-dai-hoc | all | share | \
    - | firm | >= unstated:100
  edu-online-adoption-primary | II.1.a#4 | online-curriculum-adoption | co-so-tieu-hoc | all | share | \
    - | firm | >= unstated:30
  edu-online-curriculum-primary | II.1.a#4 | online-curriculum-share | co-so-tieu-hoc | all | share | - | \
    minimum | >= unstated:5
  edu-online-adoption-secondary | II.1.a#4 | online-curriculum-adoption | co-so-trung-hoc-gdtx | all | \
    share | - | firm | >= unstated:40
  edu-online-curriculum-secondary | II.1.a#4 | online-curriculum-share | co-so-trung-hoc-gdtx | all | \
    share | - | minimum | >= unstated:10
  edu-online-curriculum-university | II.1.a#4 | online-curriculum-share | dai-hoc | all | share | - | \
    minimum | >= unstated:30
dak-nong-294-2022
  edu-platform | I#3#1 | digital-platform-adoption | truong-hoc | all | share | use | minimum | >= 2022:50
  health-platform | I#3#1 | digital-platform-adoption | benh-vien | all | share | use | minimum | >= 2022:50
  edu-cashless | I#3#2 | cashless-adoption | truong-hoc | all | share | install-and-use | minimum | >= 2022:50
  health-cashless | I#3#2 | cashless-adoption | benh-vien | all | share | install-and-use | minimum | \
    >= 2022:50
  edu-transactions | I#3#3 | cashless-transaction-share | truong-hoc | all | count-and-value | - | \
    minimum | >= 2022:40
  health-transactions | I#3#3 | cashless-transaction-share | benh-vien | all | count-and-value | - | \
    minimum | >= 2022:50
  edu-online-teaching | II.1.a#5 | online-teaching-coverage | truong-hoc | all | share | - | firm | \
    >= unstated:100
  edu-online-curriculum | II.1.a#5 | online-curriculum-share | hoc-sinh-sinh-vien | all | share | - | \
    minimum | >= unstated:20
thanh-hoa-2022
  edu-platform | p#3.s#1 | digital-platform-adoption | truong-hoc | all | share | use | approximate | \
    >= 2022:50
  health-platform | p#3.s#1 | digital-platform-adoption | benh-vien | all | share | use | approximate | \
    >= 2022:50
  edu-cashless | p#3.s#1 | cashless-adoption | truong-hoc | all | share | use | firm | >= 2022:100
  health-cashless | p#3.s#1 | cashless-adoption | benh-vien | all | share | use | firm | >= 2022:100
  edu-transactions | p#3.s#2 | cashless-transaction-share | truong-hoc | all | count | - | firm | > 2022:50
  health-transactions | p#3.s#2 | cashless-transaction-share | benh-vien-tuyen-tinh | all | count | - | \
    firm | > 2022:50
  edu-cashless-accept | p#8.s#1 | cashless-adoption | truong-hoc | all | share | accept | firm | \
    >= unstated:100
  health-cashless-accept | p#15.s#1 | cashless-adoption | benh-vien | all | share | accept | firm | \
    >= unstated:100
mic-781-2022
  edu-platform | p#9.s#1 | digital-platform-adoption | truong-hoc | all | share | use | firm | >= 2022:50
  health-platform | p#9.s#1 | digital-platform-adoption | benh-vien | all | share | use | firm | >= 2022:50
  edu-cashless | p#9.s#1 | cashless-adoption | truong-hoc | all | share | install-and-use | firm | >= 2022:50
  health-cashless | p#9.s#1 | cashless-adoption | benh-vien | all | share | install-and-use | firm | \
    >= 2022:50
  edu-transactions | p#9.s#2 | cashless-transaction-share | truong-hoc | all | count-and-value | - | \
    firm | >= 2022:50
  health-transactions | p#9.s#2 | cashless-transaction-share | benh-vien | all | count-and-value | - | \
    firm | >= 2022:50
"""
"""Clause, indicator, population, area, measure, demand, commitment, comparator and levels."""

DUTIES = """
khanh-hoa-4205-2022
  VI.1.a | so-tttt | monitor consolidate report
  VI.1.b | so-tttt | direct guide
  VI.1.c | so-tttt | direct
  VI.1.d | so-tttt | support report advise
  VI.1.đ | so-tttt | lead appraise
  VI.2.a | so-gddt | lead implement
  VI.2.b | so-gddt | coordinate support
  VI.2.c | so-gddt | report
  VI.3.a | so-yte | lead implement
  VI.3.b | so-yte | coordinate support
  VI.3.c | so-yte | report
  VI.4#1 | so-tc | consolidate advise
  VI.5#1 | so-ct | coordinate implement
  VI.6#1 | ubnd-huyen | coordinate implement
  VI.7#1 | nhnn-chi-nhanh dn-nen-tang-giao-duc dn-nen-tang-y-te dn-trung-gian-thanh-toan ngan-hang | \
    coordinate implement
  VI.8#1 | dai-pttth bao-tinh cong-ttdt-tinh | communicate
  closing#1 | co-quan-lien-quan | report
hung-yen-119-2022
  IV.1.a | so-tttt | lead direct
  IV.1.b | so-tttt | direct
  IV.1.c | so-tttt | coordinate communicate guide
  IV.1.d | so-tttt | coordinate implement support
  IV.1.e | so-tttt | coordinate handle
  IV.1.f | so-tttt | lead implement monitor consolidate advise report
  IV.2.a | so-gddt | lead implement
  IV.2.b | so-gddt | direct
  IV.2.c | so-gddt | communicate guide
  IV.3.a | so-yte | lead implement
  IV.3.b | so-yte | direct
  IV.3.c | so-yte | communicate guide
  IV.4.a | so-tc | appraise advise
  IV.4.b | so-tc | coordinate implement
  IV.5#1 | so-khdt | fund lead consolidate advise
  IV.6#1 | so-ldtbxh | direct coordinate handle
  IV.7#1 | cong-an-tinh | coordinate handle
  IV.8#1 | kbnn-tinh | coordinate implement communicate guide
  IV.9.a | nhnn-chi-nhanh | lead implement
  IV.9.b | nhnn-chi-nhanh | lead handle
  IV.9.c | nhnn-chi-nhanh | direct
  IV.10.a | bao-tinh dai-pttth | communicate
  IV.10.b | bao-tinh dai-pttth | communicate
  IV.11.a | cac-so-ban-nganh ubnd-huyen | coordinate implement
  IV.11.b | cac-so-ban-nganh ubnd-huyen | communicate
  IV.11.c | ubnd-huyen | implement
  IV.12.a | dai-hoc-cao-dang | implement
  IV.12.b | dai-hoc-cao-dang | coordinate implement
  IV.12.c | dai-hoc-cao-dang | communicate guide
  IV.13.a | DN | support
  IV.13.b | DN | support
  IV.13.c | DN | support
  IV.13.d | DN | support
  IV.13.e | DN | support
  closing#1 | co-quan-lien-quan | report
dak-nong-294-2022
  IV.1#1 | so-gddt | lead implement
  IV.1#2 | so-gddt | lead
  IV.1#3 | so-gddt | direct guide
  IV.1#4 | so-gddt | implement
  IV.2#1 | so-yte | lead implement
  IV.2#2 | so-yte | lead
  IV.2#3 | so-yte | direct guide
  IV.2#4 | so-yte | implement
  IV.3#1 | so-tttt | coordinate implement
  IV.3#2 | so-tttt | implement
  IV.3#3 | so-tttt | implement communicate
  IV.3#4 | so-tttt | direct guide
  IV.4#1 | nhnn-chi-nhanh | direct monitor
  closing#1 | so-nganh-lien-quan | implement
  closing#1 | so-nganh-lien-quan | report
  closing#1 | so-tttt | consolidate report
  closing#2 | co-quan-lien-quan | report
  closing#2 | so-tttt | report
mic-781-2022
  p#6.s#1 | ubnd-tinh | implement
  p#8.s#1 | ubnd-tinh | direct approve
  p#8.s#1 | so-tttt | lead advise implement
  p#10.s#1 | vu-qldn cuc-thh cuc-bao-chi cuc-ptth-ttdt cuc-ttcs cuc-ttdn bao-vietnamnet tap-chi-tttt | \
    coordinate
  p#14.s#1 | vu-qldn | handle
"""
"""Clause, agencies and verbs of every duty; DN are the three kinds of enterprises of Hưng Yên IV.13."""

REPORTS = """
khanh-hoa-4205-2022
  VI.1.a | so-tttt |  | ubnd-tinh | quarter half-year year ad-hoc |
  VI.1.d | so-tttt |  | ubnd-tinh | ad-hoc |
  VI.2.c | so-gddt | so-tttt | ubnd-tinh | quarter half-year year ad-hoc |
  VI.3.c | so-yte | so-tttt | ubnd-tinh | quarter half-year year ad-hoc |
  closing#1 | co-quan-lien-quan | so-tttt | ubnd-tinh | ad-hoc |
hung-yen-119-2022
  IV.1.f | so-tttt |  | ubnd-tinh chu-tich-ubnd-tinh |  |
  closing#1 | co-quan-lien-quan | so-tttt | ubnd-tinh | ad-hoc |
dak-nong-294-2022
  closing#1 | so-nganh-lien-quan |  | so-tttt | half-year ad-hoc | before 6-15 before 12-15
  closing#1 | so-tttt |  | ubnd-tinh | half-year ad-hoc |
  closing#2 | co-quan-lien-quan |  | so-tttt | ad-hoc |
  closing#2 | so-tttt |  | ubnd-tinh | ad-hoc |
"""
"""Clause, who reports, through whom, to whom, how often, and by which day of the year."""

NOTED = """
khanh-hoa-4205-2022
  slip VI | slip III.2.a#1 | slip VI.2.c | slip III.3.c | ambiguity I.2#1 | ambiguity I.2#3 | \
    gap VI.1.a | gap VI.2.c | gap VI.3.c | gap VI.7#1 | ambiguity III.4
hung-yen-119-2022
  slip preamble#1 | slip I.2.a#2 | slip I.2.b#1 | slip IV.1.e | slip IV.1.f | slip IV.6#1 | gap IV.9.a | \
    gap II.3.a | gap II.3.d | gap IV.1.f | ambiguity II.1.a#4
dak-nong-294-2022
  slip III.3#1 | slip II.2.b#3 | slip closing#1 | contradiction closing#1 | ambiguity closing#1 | \
    ambiguity IV.1#1 | ambiguity II.1.b#2 | gap IV.3 | gap II.1.a#5
thanh-hoa-2022
  contradiction p#1.s#1 | slip p#3.s#1 | slip p#8.s#1 | ambiguity p#3.s#1 | gap None
mic-781-2022
  ambiguity p#9.s#2 | gap p#8.s#1 | gap None
"""
"""Slips, contradictions, gaps and doubtful readings that nobody may pass over in silence."""
