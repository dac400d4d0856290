"""Pages of what is found in the shape of a plan and in the names that must exist (PM101 to PM118)."""

from __future__ import annotations

from planmodel.diagnostics import Text
from planmodel.rules._page import Page

_SCHEMA = Text("lược đồ kế hoạch, schema/plan.schema.json", "the schema of plans, schema/plan.schema.json")

SHAPE = (
    Page(
        code="PM101",
        title=Text("khóa không có trong lược đồ", "a key that the schema does not know"),
        what=Text(
            "Báo khóa mà chỗ đó của kế hoạch không có, kèm khóa gần giống nhất.",
            "Reports a key that has no place there, with the nearest one that has.",
        ),
        why=Text(
            "Khóa gõ sai không được ai đọc: hạn, cơ quan hay mức ghi dưới khóa đó coi như chưa ghi.",
            "Nobody reads a misspelt key: the date, agency or level that stands under it might as well not be there.",
        ),
        mend=Text(
            "Sửa tên khóa theo gợi ý. Câu có dấu phẩy trong {...} phải đặt trong dấu nháy, nếu không phần sau dấu phẩy thành khóa.",
            "Mend the key as suggested. Inside {...} a sentence with a comma must stand in quotes, or what follows the comma becomes a key.",
        ),
        source=_SCHEMA,
        bad=(
            """\
funding:
  - {at: "II.5", tittle: Kinh phí thực hiện, title: Kinh phí}
#                ^^^^^^ PM101
""",
            """\
funding:
  - {at: "II.5", title: Ngân sách, xã hội hóa và nguồn khác}
#                                  ^^^^^^^^^^^^^^^^^^^^^^^^ PM101
""",
        ),
        good=(
            """\
funding:
  - {at: "II.5", title: "Ngân sách, xã hội hóa và nguồn khác"}
""",
        ),
        fixing="shown",
    ),
    Page(
        code="PM102",
        title=Text("thiếu khóa bắt buộc", "a key that is missing"),
        what=Text(
            "Báo mục thiếu một khóa bắt buộc, ở khóa đầu tiên của mục.",
            "Reports an entry without a key that it must have, at the entry's first key.",
        ),
        why=Text(
            "Chương trình không đoán thay người mã hóa. Điều văn bản không nói cũng phải ghi rõ là không biết.",
            "The program does not guess for the encoder. What the document does not say must be written as unknown.",
        ),
        mend=Text(
            "Thêm khóa được nêu. Nếu văn bản không nêu, ghi unknown ở những khóa nhận giá trị đó và thêm một notes.",
            "Add the key that is named. Where the document is silent, write unknown in the keys that take it, and add a note.",
        ),
        source=_SCHEMA,
        bad=(
            """\
notes:
  - at: "II.1"
#   ^^ PM102
    text: Không nêu hạn
""",
        ),
        good=(
            """\
notes:
  - at: "II.1"
    kind: gap
    text: Không nêu hạn
""",
        ),
    ),
    Page(
        code="PM103",
        title=Text("giá trị sai kiểu", "a value of the wrong kind"),
        what=Text(
            "Báo giá trị không phải kiểu mà chỗ đó cần: chữ thay cho số, số kèm %, một giá trị thay cho danh sách, chỗ trống.",
            "Reports a value that is not of the kind needed there: text for a number, a number with %, one value for a list, nothing at all.",
        ),
        why=Text(
            "Giá trị sai kiểu không tính được: «50%» là chữ, không so được với 50 của văn bản mẫu.",
            "Nothing can be worked out from it: '50%' is text and cannot be compared with the 50 of a template.",
        ),
        mend=Text(
            "Số viết không nháy, không kèm đơn vị (đơn vị ở unit); chữ chỉ gồm chữ số đặt trong nháy; danh sách viết [a, b].",
            "Write numbers without quotes and without their unit (it stands in unit), text made of digits in quotes, and lists as [a, b].",
        ),
        source=_SCHEMA,
        bad=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50%}}}
#                                                                          ^^^ PM103
""",
            """\
reports:
  - {id: b1, at: "III.1", from: so-gddt, to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
#                               ^^^^^^^ PM103
""",
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: "50"}}}
#                                                                          ^^^^ PM103
""",
        ),
        good=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
        ),
        fixing="safe",
    ),
    Page(
        code="PM104",
        title=Text("giá trị ngoài danh mục", "a value that is not on the list"),
        what=Text(
            "Báo giá trị không nằm trong danh mục của chỗ đó, như lĩnh vực, địa bàn, cách đo, cam kết, kỳ báo cáo.",
            "Reports a value that is not among those a place takes, such as a sector, an area, a measure, a commitment, a reporting period.",
        ),
        why=Text(
            "So sánh, ma trận và lịch dựa trên các giá trị này; giá trị lạ không so được với gì.",
            "Comparison, matrix and calendar rest on these values; one that is not on the list compares with nothing.",
        ),
        mend=Text(
            "Chọn một trong các giá trị được liệt kê; docs/encoding.md nói từ nào của văn bản ứng với giá trị nào.",
            "Choose one of those listed; docs/encoding.md says which words of a document mean which value.",
        ),
        source=_SCHEMA,
        bad=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: giáo dục, population: truong-hoc, area: all,
#                                                             ^^^^^^^^ PM104
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: minimun, level: {at_least: {2022: 50}}}
#                                           ^^^^^^^ PM104
""",
        ),
        good=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: minimum, level: {at_least: {2022: 50}}}
""",
        ),
        fixing="shown",
    ),
    Page(
        code="PM105",
        title=Text("giá trị sai dạng", "a value of the wrong form"),
        what=Text(
            "Báo mã, điều khoản hay ngày trong năm không đúng cách viết quy định.",
            "Reports an id, a clause or a day of the year that is not written as it must be.",
        ),
        why=Text(
            "Điều khoản viết theo một cách thì mới xếp được thứ tự, mở được phạm vi và đối chiếu được với văn bản.",
            "Only clauses written in one way can be put in order, expanded from ranges and held against the document.",
        ),
        mend=Text(
            'Điều khoản viết "III.1.b#2" (điểm b khoản 1 Mục III, gạch 2); mã viết chữ thường không dấu và gạch nối.',
            'Write a clause as "III.1.b#2" (point b, item 1, section III, dash 2), and an id in lower-case letters without accents and hyphens.',
        ),
        source=_SCHEMA,
        bad=(
            """\
notes:
  - {at: Mục II khoản 1, kind: gap, text: Không nêu hạn}
#        ^^^^^^^^^^^^^^ PM105
""",
        ),
        good=(
            """\
notes:
  - {at: "II.1", kind: gap, text: Không nêu hạn}
""",
        ),
    ),
    Page(
        code="PM106",
        title=Text("ngày không có trong lịch", "a day that does not exist"),
        what=Text(
            "Báo ngày không có trong lịch, như 31 tháng 11 hay tháng 13, và chữ không phải ngày, kể cả trong thời hạn (due).",
            "Reports a day that is not in the calendar, such as 31 November or one of month 13, and text that is no date, due dates (due) included.",
        ),
        why=Text(
            "Hạn rơi vào ngày không có thì không ai biết là trước hay sau; đây thường là lỗi của văn bản hoặc lỗi gõ.",
            "Nobody can tell when a deadline on such a day falls; it is usually a slip of the document or of the keyboard.",
        ),
        mend=Text(
            "Xem lại văn bản. Nếu chính văn bản ghi sai, ghi unknown ở chỗ nhận giá trị đó và thêm một notes loại slip.",
            "Look at the document again. Where the document itself is wrong, write unknown if that place takes it, and add a note of kind slip.",
        ),
        source=Text("dương lịch", "the calendar"),
        bad=(
            """\
period: {from: "2022-01-01", to: "2025-11-31", basis: stated}
#                                ^^^^^^^^^^^^ PM106
""",
        ),
        good=(
            """\
period: {from: "2022-01-01", to: "2025-11-30", basis: stated}
""",
        ),
    ),
    Page(
        code="PM107",
        title=Text("giá trị ngoài khoảng cho phép", "a value outside its range"),
        what=Text(
            "Báo số quá nhỏ hay quá lớn, chữ trống hay quá dài, danh sách quá ngắn hay quá dài, khoảng hay thời kỳ đảo ngược, năm quá xa, thời hạn nêu hai lần, chọn nhiều hơn số có, và thứ tự đi thành vòng.",
            "Reports numbers too small or too large, texts empty or too long, lists too short or too long, ranges and periods that run backwards, years far away, due dates said twice, choices of more than there are, and orders that go in a circle.",
        ),
        why=Text(
            "Những giá trị này không thể đúng: thời kỳ kết thúc trước khi bắt đầu, «chọn 3 trong 2 hình thức».",
            "Such values cannot be right: a period that ends before it begins, three of two means of payment.",
        ),
        mend=Text(
            "Xem lại con số hay thứ tự trong văn bản; tiêu đề dài thì viết gọn, khoảng 15 từ.",
            "Look at the figure or the order in the document again; shorten a long title to about 15 words.",
        ),
        source=_SCHEMA,
        bad=(
            """\
period: {from: "2026-01-01", to: "2025-12-31", basis: stated}
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM107
""",
            """\
requirements:
  - {id: r1, at: "II.1", sector: both, title: Hình thức thanh toán, choose: 3, of: [qr, website]}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM107
""",
        ),
        good=(
            """\
requirements:
  - {id: r1, at: "II.1", sector: both, title: Hình thức thanh toán, choose: 1, of: [qr, website]}
""",
        ),
    ),
    Page(
        code="PM108",
        title=Text("mục ghi hai lần trong danh sách", "an entry listed twice"),
        what=Text(
            "Báo giá trị đã có trong cùng danh sách, ở lần thứ hai.",
            "Reports a value that the same list already holds, where it stands again.",
        ),
        why=Text(
            "«Chọn 3 trong 4 hình thức» mà một hình thức ghi hai lần thì thật ra chỉ có ba.",
            "'Three of four means' with one of them listed twice means three of three.",
        ),
        mend=Text(
            "Bỏ một trong hai; nếu định ghi giá trị khác, sửa lại.",
            "Drop one of the two; where another value was meant, write that.",
        ),
        source=_SCHEMA,
        bad=(
            """\
requirements:
  - {id: r1, at: "II.1", sector: both, title: Hình thức thanh toán, choose: 1, of: [qr, website, qr]}
#                                                                                                ^^ PM108
""",
        ),
        good=(
            """\
requirements:
  - {id: r1, at: "II.1", sector: both, title: Hình thức thanh toán, choose: 1, of: [qr, website]}
""",
        ),
    ),
    Page(
        code="PM109",
        title=Text("mức phải có đúng một phép so", "a level with none or several comparators"),
        what=Text(
            "Báo mức của chỉ tiêu không có, hoặc có hơn một trong at_least, more_than, at_most, range.",
            "Reports a target's level that has none, or more than one, of at_least, more_than, at_most, range.",
        ),
        why=Text(
            "«Ít nhất 50» và «không quá 80» là hai chỉ tiêu khác nhau; ghép làm một thì không so được với văn bản mẫu.",
            "'At least 50' and 'at most 80' are two different targets; put together they compare with no template.",
        ),
        mend=Text(
            "Giữ một phép so. Mức là một khoảng thì dùng range: {2022: [50, 80]}.",
            "Keep one comparator. Where the level is a range, write range: {2022: [50, 80]}.",
        ),
        bad=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}, at_most: {2022: 80}}}
#                                                                               ^^^^^^^ PM109
""",
        ),
        good=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {range: {2022: [50, 80]}}}
""",
        ),
    ),
    Page(
        code="PM110",
        title=Text("mã dùng hai lần", "an id used twice"),
        what=Text(
            "Báo mã đã thuộc mục khác trong cùng tệp, ở mục thứ hai; nhiệm vụ và trách nhiệm dùng chung một dãy mã.",
            "Reports an id that belongs to another entry of the same file, at the second one; tasks and duties share their ids.",
        ),
        why=Text(
            "Liên kết (after, contributes_to, covers, implements) chỉ tới mã. Hai mục cùng mã thì không biết liên kết tới mục nào.",
            "Links (after, contributes_to, covers, implements) go by the id. With two entries of one id nobody knows where a link leads.",
        ),
        mend=Text(
            "Đặt mã mới cho một mục, và xem lại các liên kết tới mã đó.",
            "Give one of the two another id, and look at the links that use it.",
        ),
        bad=(
            """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
  - {id: b1, at: "III.2", from: [so-yte], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
#        ^^ PM110
""",
        ),
        good=(
            """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
  - {id: b2, at: "III.2", from: [so-yte], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
""",
        ),
    ),
    Page(
        code="PM111",
        title=Text("liên kết tới mục không có", "a link to an item that is not there"),
        what=Text(
            "Báo mã nhiệm vụ hay chỉ tiêu không có trong kế hoạch (after, contributes_to, covers), và phạm vi điều khoản không có nhiệm vụ nào.",
            "Reports ids of tasks and targets that the plan does not have (after, contributes_to, covers), and ranges of clauses that hold no task.",
        ),
        why=Text(
            "Trách nhiệm phủ một phạm vi rỗng thì không giao việc cho ai: ma trận thiếu cơ quan đó mà không báo.",
            "A duty over an empty range gives nobody anything to do: the agency is missing from the matrix without a word.",
        ),
        mend=Text(
            "Sửa mã theo gợi ý. Với phạm vi rỗng, xem lại điều khoản trong văn bản; nếu chính văn bản viện dẫn nhầm, thêm một notes.",
            "Mend the id as suggested. For an empty range look at the clause in the document; where the document itself cites wrongly, add a note.",
        ),
        bad=(
            """\
tasks:
  - {id: ma-qr, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học}
  - {id: tap-huan, at: "II.2", sector: education, title: Tập huấn thu học phí qua mã QR, after: [ma-qrr]}
#                                                                                                ^^^^^^ PM111
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì việc lắp đặt}
""",
        ),
        good=(
            """\
tasks:
  - {id: ma-qr, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học}
  - {id: tap-huan, at: "II.2", sector: education, title: Tập huấn thu học phí qua mã QR, after: [ma-qr]}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì việc lắp đặt}
""",
        ),
        fixing="shown",
    ),
    Page(
        code="PM112",
        title=Text("cơ quan không có trong sổ", "an agency that no registry knows"),
        what=Text(
            "Báo mã cơ quan không có trong sổ cơ quan (registry/agencies.yaml), kèm mã gần giống nhất.",
            "Reports an agency's id that the registry (registry/agencies.yaml) does not have, with the nearest one.",
        ),
        why=Text(
            "Một cơ quan ghi bằng hai mã thành hai cơ quan: việc của cơ quan đó bị chia đôi trong ma trận và lịch báo cáo.",
            "An agency under two ids is two agencies: its work falls apart in the matrix and the calendar.",
        ),
        mend=Text(
            "Sửa theo gợi ý. Cơ quan chưa có thì thêm vào registry/agencies.yaml trong plans/ của mình.",
            "Follow the suggestion. Add an agency that is not there yet to registry/agencies.yaml in your plans/.",
        ),
        bad=(
            """\
reports:
  - {id: b1, at: "III.1", from: [so-gd-dt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
#                                ^^^^^^^^ PM112
""",
        ),
        good=(
            """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
""",
        ),
        fixing="shown",
    ),
    Page(
        code="PM113",
        title=Text(
            "chỉ số, đối tượng hay lựa chọn không có trong sổ", "an indicator, population or option unknown"
        ),
        what=Text(
            "Báo mã chỉ số, đối tượng hay lựa chọn không có trong registry/indicators.yaml.",
            "Reports the id of an indicator, a population or an option that registry/indicators.yaml does not have.",
        ),
        why=Text(
            "Kế hoạch các tỉnh so được với nhau nhờ cùng một chỉ số. Mã riêng thì chỉ tiêu bị coi là thiếu ở tỉnh này và thừa ở tỉnh kia.",
            "Plans compare because they share indicators. Under an id of its own a target counts as missing in one plan and added in another.",
        ),
        mend=Text(
            "Sửa theo gợi ý. Chỉ số thật sự mới thì thêm vào sổ, với tên, đơn vị và chiều tốt lên.",
            "Follow the suggestion. Add an indicator that is really new to the registry, with name, unit and direction.",
        ),
        bad=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoptoin, sector: education, population: truong-hoc, area: all,
#                                  ^^^^^^^^^^^^^^^^^ PM113
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
        ),
        good=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
        ),
        fixing="shown",
    ),
    Page(
        code="PM114",
        title=Text("động từ không có trong bảng vai trò", "a verb that the table of roles does not have"),
        what=Text(
            "Báo động từ của trách nhiệm không có trong bảng vai trò (registry/roles.yaml).",
            "Reports a duty's verb that the table of roles (registry/roles.yaml) does not have.",
        ),
        why=Text(
            "Bảng vai trò đổi động từ thành chữ cái RACI. Động từ lạ không cho chữ cái nào, nên cơ quan không có vai trò.",
            "The table turns verbs into RACI letters. An unknown verb gives none, and the agency has no part.",
        ),
        mend=Text(
            "Dùng mã động từ trong bảng (chủ trì = lead, phối hợp = coordinate, ...; xem docs/encoding.md), hoặc thêm động từ vào bảng của mình.",
            "Use a verb of the table (chủ trì = lead, phối hợp = coordinate, ...; see docs/encoding.md), or add the verb to your own table.",
        ),
        source=Text(
            "Nghị định 144/2005/NĐ-CP: cơ quan chủ trì, cơ quan phối hợp",
            "Decree 144/2005/NĐ-CP: the lead agency and the co-ordinating ones",
        ),
        bad=(
            """\
tasks:
  - {id: n1, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học, by: [truong-hoc]}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead, guid], covers: ["II.1"], title: Chủ trì việc lắp đặt}
#                                                            ^^^^ PM114
""",
        ),
        good=(
            """\
tasks:
  - {id: n1, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học, by: [truong-hoc]}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead, guide], covers: ["II.1"], title: Chủ trì việc lắp đặt}
""",
        ),
        fixing="shown",
    ),
    Page(
        code="PM115",
        title=Text("không tìm thấy văn bản cấp trên", "a plan that is not there"),
        what=Text(
            "Báo implements nêu một kế hoạch hay văn bản mẫu không có trong không gian làm việc và không kèm theo chương trình.",
            "Reports an implements that names a plan or template which neither the workspace nor the program has.",
        ),
        why=Text(
            "Không có văn bản mẫu thì không so được: không biết chỉ tiêu nào của bộ đã được giao, chỉ tiêu nào còn thiếu.",
            "Without the template nothing can be compared: which demands of the ministry were taken up, and which are missing.",
        ),
        mend=Text(
            "Sửa mã theo gợi ý, hoặc đặt tệp của văn bản đó vào plans/templates.",
            "Mend the id as suggested, or put that document's file into plans/templates.",
        ),
        bad=(
            """\
kind: template
implements:
  - {plan: mic-781-2023, basis: cited, at: "preamble#1"}
#          ^^^^^^^^^^^^ PM115
""",
        ),
        good=(
            """\
kind: template
implements:
  - {plan: mic-781-2022, basis: cited, at: "preamble#1"}
""",
        ),
        fixing="shown",
    ),
    Page(
        code="PM116",
        title=Text("mục không có trong văn bản mẫu", "an item that the template does not have"),
        what=Text(
            "Báo implements của một mục chỉ tới mã mà văn bản mẫu không có.",
            "Reports an entry's implements that names an id which the template does not have.",
        ),
        why=Text(
            "Liên kết hỏng làm mục của bộ bị coi là thiếu, dù kế hoạch đã có.",
            "Through a broken link a demand of the ministry counts as missing although the plan has it.",
        ),
        mend=Text(
            "Sửa mã theo gợi ý; xem mã các mục của văn bản mẫu bằng planmodel export.",
            "Mend the id as suggested; planmodel export shows the template's ids.",
        ),
        bad=(
            """\
kind: template
implements:
  - {plan: mic-781-2022, basis: cited, at: "preamble#1"}
targets:
  - {id: t1, at: "I.1", indicator: digital-platform-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}, implements: [edu-platfrom]}
#                                                                                             ^^^^^^^^^^^^ PM116
""",
        ),
        good=(
            """\
kind: template
implements:
  - {plan: mic-781-2022, basis: cited, at: "preamble#1"}
targets:
  - {id: t1, at: "I.1", indicator: digital-platform-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}, implements: [edu-platform]}
""",
        ),
        fixing="shown",
    ),
    Page(
        code="PM117",
        title=Text("hai tệp cùng mã kế hoạch", "two files with one plan id"),
        what=Text(
            "Báo mã kế hoạch (plan) đã thuộc một tệp khác được kiểm tra trước.",
            "Reports a plan id (plan) that belongs to another file, checked before this one.",
        ),
        why=Text(
            "Lệnh nào cũng gọi kế hoạch bằng mã. Hai tệp cùng mã thì không biết ma trận hay lịch là của bản nào.",
            "Every command calls a plan by its id. With two files of one id nobody knows whose matrix or calendar is shown.",
        ),
        mend=Text(
            "Đổi mã của một tệp, hoặc xóa bản cũ: git giữ các phiên bản trước.",
            "Change one of the ids, or delete the old file: git keeps earlier versions.",
        ),
        unshown=Text("Lỗi chỉ có giữa hai tệp.", "The fault lies between two files."),
    ),
    Page(
        code="PM118",
        title=Text("tỉnh không có trong sổ", "a province that no registry knows"),
        what=Text(
            "Báo mã tỉnh không có trong sổ tỉnh (registry/provinces.yaml): ở province, hay sau dấu @ của mã cơ quan.",
            "Reports a province's id that the registry (registry/provinces.yaml) does not have: under province, or after the @ of an agency.",
        ),
        why=Text(
            "Giữa nhiều kế hoạch, cơ quan được phân biệt bằng tỉnh. Mã tỉnh sai thì kế hoạch đứng ngoài mọi so sánh theo tỉnh.",
            "Across plans agencies are told apart by province. Under a wrong id a plan falls out of every comparison by province.",
        ),
        mend=Text(
            "Sửa theo gợi ý; mã là tên tỉnh không dấu với gạch nối, như khanh-hoa. Tỉnh đã sáp nhập vẫn giữ mã cũ.",
            "Follow the suggestion; the id is the province's name without accents, such as khanh-hoa. A province that was merged keeps its id.",
        ),
        bad=(
            """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt@khanh-hoaa], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
#                                        ^^^^^^^^^^ PM118
""",
        ),
        good=(
            """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt@khanh-hoa], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
""",
        ),
        fixing="shown",
    ),
)
