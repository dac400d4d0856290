"""Pages of what is found while a text is read (PM001 to PM018)."""

from __future__ import annotations

from planmodel.diagnostics import Text
from planmodel.rules._page import Page

_YAML = Text("YAML 1.2", "YAML 1.2")
_UNICODE = Text(
    "Nghị định 30/2020/NĐ-CP, Phụ lục I: bộ mã ký tự Unicode theo TCVN 6909:2001",
    "Decree 30/2020/NĐ-CP, annex I: Unicode by TCVN 6909:2001",
)

READING = (
    Page(
        code="PM001",
        title=Text("tệp không đọc được", "a file that cannot be read"),
        what=Text(
            "Báo tệp mà hệ điều hành không cho đọc: không có tệp, không có quyền, là thư mục, hay liên kết vòng.",
            "Reports a file that the system does not let us read: it is missing, forbidden, a folder, or a link in a circle.",
        ),
        why=Text(
            "Tệp không đọc được là tệp chưa được kiểm tra. Nếu bỏ qua, một kế hoạch có lỗi sẽ trông như đã đạt.",
            "A file that was not read was not checked. Passed over in silence, a faulty plan would look right.",
        ),
        mend=Text(
            "Kiểm tra tên tệp và đường dẫn; nếu tệp có thật, xem quyền đọc của tệp và của thư mục chứa nó.",
            "Check the name and the path; where the file is there, look at its permissions and at those of its folder.",
        ),
        unshown=Text("Lỗi nằm ở tệp, không ở nội dung.", "The fault lies in the file, not in its text."),
    ),
    Page(
        code="PM002",
        title=Text("tệp không theo UTF-8", "a text that is not UTF-8"),
        what=Text(
            "Báo byte đầu tiên không thuộc bảng mã UTF-8, và tệp lưu theo UTF-16.",
            "Reports the first byte that is not UTF-8, and files saved as UTF-16.",
        ),
        why=Text(
            "Văn bản lưu theo TCVN3, VNI hay Windows-1258 đọc theo UTF-8 sẽ sai dấu, sai tên cơ quan; git và trình soạn thảo khác cũng hiển thị sai.",
            "A text saved as TCVN3, VNI or Windows-1258 loses its accents when it is read as UTF-8: names of agencies go wrong, and git and other editors show rubbish.",
        ),
        mend=Text(
            "Mở tệp bằng trình soạn thảo, chọn lưu lại với bảng mã UTF-8. Văn bản TCVN3 hay VNI cần chuyển mã sang Unicode trước.",
            "Open the file in an editor and save it again as UTF-8. A text in TCVN3 or VNI has to be converted to Unicode first.",
        ),
        source=_UNICODE,
        unshown=Text(
            "Byte sai bảng mã không in ra được trên trang này.",
            "A byte outside UTF-8 cannot be printed on this page.",
        ),
    ),
    Page(
        code="PM003",
        title=Text("ký tự NUL trong tệp", "a NUL character in the text"),
        what=Text("Báo ký tự NUL (mã 0) đầu tiên.", "Reports the first NUL character (code 0)."),
        why=Text(
            "Tệp văn bản không có ký tự này. Đây thường là tệp Word, PDF hay ảnh bị đổi đuôi thành .yaml, hoặc tệp hỏng.",
            "No text holds one. It is usually a Word, PDF or picture file under the name .yaml, or a damaged file.",
        ),
        mend=Text(
            "Kiểm tra xem có chọn nhầm tệp không; nếu đúng tệp, lấy lại bản trước từ git.",
            "See whether the wrong file was named; if it is the right one, take the version before from git.",
        ),
        unshown=Text(
            "Ký tự NUL không in ra được trên trang này.", "A NUL character cannot be printed on this page."
        ),
    ),
    Page(
        code="PM004",
        title=Text("tệp quá lớn", "a file that is too large"),
        what=Text("Báo tệp lớn hơn 16 MB.", "Reports a file larger than 16 MB."),
        why=Text(
            "Một kế hoạch 150 nhiệm vụ chỉ khoảng 100 KB. Tệp lớn hơn 16 MB hầu như chắc chắn không phải kế hoạch, và đọc nó làm chậm cả lượt kiểm tra.",
            "A plan of 150 tasks has about 100 KB. A file over 16 MB is almost certainly no plan, and reading it would hold everything up.",
        ),
        mend=Text(
            "Bỏ tệp khỏi thư mục kế hoạch, hoặc tách thành nhiều kế hoạch, mỗi kế hoạch một tệp.",
            "Take the file out of the folder of plans, or split it into several plans, one a file.",
        ),
        unshown=Text("Ví dụ sẽ dài hơn 16 MB.", "An example would be longer than 16 MB."),
    ),
    Page(
        code="PM005",
        title=Text("lồng nhau quá sâu", "nesting that is too deep"),
        what=Text(
            "Báo danh sách hay bảng lồng nhau quá 64 bậc.",
            "Reports lists or mappings nested more than 64 levels deep.",
        ),
        why=Text(
            "Kế hoạch chỉ cần khoảng sáu bậc. Lồng sâu hơn thường là thiếu dấu đóng, hoặc tệp cố ý làm treo chương trình.",
            "A plan needs about six levels. More is usually a closing mark that is missing, or a file made to hang the program.",
        ),
        mend=Text("Thêm dấu đóng ] hoặc } còn thiếu.", "Add the closing ] or } that is missing."),
        source=_YAML,
        bad=(f"notes: {'[' * 64}\n#{' ' * 69}^ PM005\n",),
        good=("notes: []\n",),
    ),
    Page(
        code="PM006",
        title=Text("sai cú pháp YAML", "text that is not YAML"),
        what=Text(
            "Báo chỗ đầu tiên không đọc được theo YAML: dấu nháy không đóng, dấu hai chấm trong câu, thụt lề lệch, ký tự ẩn.",
            "Reports the first place that cannot be read as YAML: an open quote, a colon inside a sentence, crooked indentation, an invisible character.",
        ),
        why=Text(
            "Sau chỗ này chương trình không biết câu nào thuộc khóa nào, nên dừng lại thay vì đoán.",
            "Past this place nobody can tell which value belongs to which key, so reading stops instead of guessing.",
        ),
        mend=Text(
            "Câu có dấu «: », «#», hay bắt đầu bằng dấu đặc biệt (@ * & ! %) đặt trong dấu nháy kép; các khóa của một mục thụt lề thẳng hàng, bằng dấu cách.",
            "Put a sentence that holds ': ' or '#', or begins with a sign (@ * & ! %), in double quotes; line up the keys of one entry, with spaces.",
        ),
        source=_YAML,
        bad=(
            """\
notes:
  - at: "II.1"
    kind: gap
    text: Không nêu hạn: chỉ ghi năm
#                      ^ PM006
""",
        ),
        good=(
            """\
notes:
  - at: "II.1"
    kind: gap
    text: "Không nêu hạn: chỉ ghi năm"
""",
        ),
        fixing="safe",
        limits=Text(
            "Chỉ báo chỗ đầu tiên; sửa xong kiểm tra lại mới thấy chỗ sau. Bản sửa chỉ có cho ký tự ẩn.",
            "Reports the first place only; the next one shows when this one is mended. Only an invisible character comes with an edit.",
        ),
    ),
    Page(
        code="PM007",
        title=Text("thụt lề bằng phím Tab", "indentation by Tab"),
        what=Text("Báo ký tự Tab đứng ở chỗ thụt lề.", "Reports a Tab character where lines are indented."),
        why=Text(
            "YAML chỉ nhận dấu cách: độ rộng của Tab tùy trình soạn thảo, nên cùng một tệp có thể đọc thành hai cấu trúc khác nhau.",
            "YAML takes spaces only: how wide a Tab is depends on the editor, and one file could be read in two ways.",
        ),
        mend=Text(
            "Thay mỗi Tab bằng hai dấu cách; đặt trình soạn thảo tự đổi Tab thành dấu cách.",
            "Replace each Tab by two spaces; let the editor write spaces for Tabs.",
        ),
        source=_YAML,
        bad=(
            """\
notes:
  - at: "II.1"
  \tkind: gap
# ^ PM007
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
        code="PM008",
        title=Text("khóa ghi hai lần", "a key given twice"),
        what=Text(
            "Báo khóa đã có trong cùng một bảng, ở lần thứ hai.",
            "Reports a key that already stands in the same mapping, where it stands again.",
        ),
        why=Text(
            "Phần lớn chương trình YAML lặng lẽ giữ giá trị sau và bỏ giá trị trước: một chỉ tiêu hay một cơ quan biến mất mà không ai biết.",
            "Most YAML programs keep the later value and drop the earlier one in silence: a target or an agency is gone and nobody knows.",
        ),
        mend=Text(
            "Gộp hai giá trị vào một chỗ, hoặc bỏ chỗ thừa.",
            "Merge the two values, or drop the one that is too many.",
        ),
        source=_YAML,
        bad=(
            """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}],
     to: [ubnd-tinh]}
#    ^^ PM008
""",
        ),
        good=(
            """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
""",
        ),
    ),
    Page(
        code="PM009",
        title=Text("khóa không phải một từ", "a key that is no word"),
        what=Text(
            "Báo khóa rỗng, khóa null, khóa là danh sách hay bảng, tham chiếu làm khóa, và phép gộp <<.",
            "Reports a key that is empty, null, a list, a mapping or an alias, and the merge key <<.",
        ),
        why=Text(
            "Khóa của kế hoạch là từ cố định như title, at. Khóa lạ kiểu này thường là dấu hai chấm gõ thừa, và không có chỗ nào trong kế hoạch để đặt nó.",
            "The keys of a plan are fixed words such as title and at. A key of another kind is usually a stray colon, and a plan has no place for it.",
        ),
        mend=Text(
            "Viết tên khóa, hoặc bỏ dấu «:», «?», «<<» thừa và chép nội dung vào tại chỗ.",
            "Write the key's name, or drop the stray ':', '?' or '<<' and write the content out in its place.",
        ),
        source=_YAML,
        bad=(
            """\
notes:
  - {at: "II.1", kind: gap, text: Không nêu hạn, ~: xem lại}
#                                                ^ PM009
""",
        ),
        good=(
            """\
notes:
  - {at: "II.1", kind: gap, text: "Không nêu hạn, xem lại"}
""",
        ),
    ),
    Page(
        code="PM010",
        title=Text("neo hoặc tham chiếu YAML", "a YAML anchor or alias"),
        what=Text(
            "Báo neo (&tên) hay tham chiếu (*tên) đầu tiên; sau đó dừng đọc.",
            "Reports the first anchor (&name) or alias (*name), and stops reading.",
        ),
        why=Text(
            "Tham chiếu giấu nội dung ở chỗ khác, nên lỗi không chỉ được đúng dòng; một tệp nhỏ cũng có thể nở thành hàng tỷ mục.",
            "An alias keeps the content elsewhere, so that no finding can show the right line; and a small file can swell to billions of entries.",
        ),
        mend=Text(
            "Viết lại nội dung tại chỗ. Nếu chữ thật sự bắt đầu bằng & hay *, đặt trong dấu nháy.",
            "Write the content out in its place. Where a text really begins with & or *, put it in quotes.",
        ),
        source=_YAML,
        bad=(
            """\
funding:
  - at: "II.5"
    title: Kinh phí thực hiện
    sources: &nguon [Ngân sách nhà nước]
#            ^^^^^^^^ PM010
  - at: "II.6"
    title: Kinh phí tuyên truyền
    sources: *nguon
""",
        ),
        good=(
            """\
funding:
  - at: "II.5"
    title: Kinh phí thực hiện
    sources: [Ngân sách nhà nước]
  - at: "II.6"
    title: Kinh phí tuyên truyền
    sources: [Ngân sách nhà nước]
""",
        ),
    ),
    Page(
        code="PM011",
        title=Text("nhãn kiểu YAML", "a YAML tag"),
        what=Text(
            "Báo giá trị có nhãn kiểu, là dấu ! và chữ liền sau đó.",
            "Reports a value with a tag: an exclamation mark with what is joined to it.",
        ),
        why=Text(
            "Kiểu của mỗi giá trị do lược đồ quy định. Nhãn có thể đổi nghĩa giá trị, và ở một số chương trình còn chạy được lệnh.",
            "The schema says of what kind each value is. A tag can change what a value means, and in some programs it can run commands.",
        ),
        mend=Text(
            "Bỏ nhãn. Nếu dấu ! là chữ của câu, đặt cả câu trong dấu nháy.",
            "Remove the tag. Where the ! belongs to the sentence, put the whole sentence in quotes.",
        ),
        source=_YAML,
        bad=(
            """\
notes:
  - at: "II.1"
    kind: gap
    text: !!str 2022
#         ^^^^^^^^^^ PM011
""",
        ),
        good=(
            """\
notes:
  - at: "II.1"
    kind: gap
    text: "2022"
""",
        ),
    ),
    Page(
        code="PM012",
        title=Text("nhiều văn bản YAML trong một tệp", "several YAML documents in one file"),
        what=Text(
            "Báo dấu --- mở văn bản YAML thứ hai.", "Reports the --- that begins a second YAML document."
        ),
        why=Text(
            "Mỗi tệp là một kế hoạch: mã, lịch sử git và mọi dòng báo lỗi gắn với tệp. Kế hoạch thứ hai trong tệp sẽ bị bỏ sót.",
            "One file is one plan: its id, its history in git and every finding go by the file. A second plan in it would be overlooked.",
        ),
        mend=Text(
            "Chuyển phần sau dấu --- sang tệp riêng, hoặc bỏ dấu --- nếu đó chỉ là đường kẻ.",
            "Move what follows the --- into a file of its own, or drop the --- where it is meant as a line.",
        ),
        source=_YAML,
        bad=(
            """\
notes:
  - {at: "II.1", kind: gap, text: Không nêu hạn}
---
#^^ PM012
not_encoded:
  - {at: "II.2", reason: heading}
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
        code="PM013",
        title=Text("tệp rỗng", "an empty file"),
        what=Text(
            "Báo tệp không có nội dung: rỗng, chỉ có chú thích, hay chỉ có null.",
            "Reports a file without content: empty, only comments, or only null.",
        ),
        why=Text(
            "Tệp rỗng thường là tệp lưu hỏng hay quên viết; bỏ qua thì kế hoạch thiếu mà không ai hay.",
            "An empty file is usually one that was not saved or not written; passed over, a plan is missing and nobody knows.",
        ),
        mend=Text(
            "Viết kế hoạch vào tệp (planmodel new tạo khung), hoặc xóa tệp.",
            "Write the plan in it (planmodel new makes a skeleton), or delete the file.",
        ),
        unshown=Text(
            "Ví dụ là một tệp không có gì.",
            "The example is a file with nothing in it.",
        ),
    ),
    Page(
        code="PM014",
        title=Text("dấu phẩy thập phân", "a decimal comma"),
        what=Text(
            "Báo số viết với dấu phẩy thập phân, như 28,93, kể cả trong {...}, nơi dấu phẩy tách thành hai mục.",
            "Reports a number with a decimal comma, such as 28,93; inside {...} too, where the comma makes two entries of it.",
        ),
        why=Text(
            "Văn bản tiếng Việt viết 28,93; YAML hiểu đó là chữ, hoặc là số 28 và một khóa 93 rỗng. Không báo thì chỉ tiêu 28,93% thành 28%.",
            "Vietnamese documents write 28,93. YAML takes it for text, or for 28 and an empty key 93: a target of 28.93% would become 28%.",
        ),
        mend=Text(
            "Viết bằng dấu chấm: 28.93. Với ba chữ số sau dấu phẩy (31,187), chọn phần lẻ 31.187 hay hàng nghìn 31187 theo văn bản.",
            "Write a point: 28.93. With three digits after the comma (31,187), choose decimals 31.187 or thousands 31187 by the document.",
        ),
        bad=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 28,93}}}
#                                                                          ^^^^^ PM014
""",
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: "28,93"}}}
#                                                                          ^^^^^^^ PM014
""",
        ),
        good=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 28.93}}}
""",
        ),
        fixing="safe",
    ),
    Page(
        code="PM015",
        title=Text("dấu chấm hàng nghìn", "a point for thousands"),
        what=Text(
            "Báo số đếm viết với dấu chấm ngăn hàng nghìn, như 31.187 trường.",
            "Reports a count with points between the thousands, such as 31.187 schools.",
        ),
        why=Text(
            "YAML đọc 31.187 là ba mươi mốt phẩy một tám bảy: chỉ tiêu nhỏ đi một nghìn lần.",
            "YAML reads 31.187 as thirty-one and a fraction: the target shrinks a thousandfold.",
        ),
        mend=Text(
            "Viết liền các chữ số: 31187. Nếu đúng là số thập phân, viết đủ chữ số khác ba, như 31.19.",
            "Write the digits without a mark: 31187. Where a decimal is meant, give it other than three decimals, such as 31.19.",
        ),
        bad=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: count, unit: lượt, commitment: firm, level: {at_least: {2022: 1.234.567}}}
#                                                                           ^^^^^^^^^ PM015
""",
        ),
        fixing="shown",
        limits=Text(
            "Không báo với đơn vị %: 28.930% có thể đúng là số thập phân.",
            "Says nothing where the unit is %: 28.930% may well be a decimal.",
        ),
    ),
    Page(
        code="PM016",
        title=Text("ngày viết theo thứ tự ngày, tháng, năm", "a date written day first"),
        what=Text(
            'Báo ngày viết 17/06/2022, 7.6.2022, và ngày trong năm viết 15/6 thay cho "06-15".',
            'Reports dates written 17/06/2022 or 7.6.2022, and days of the year written 15/6 instead of "06-15".',
        ),
        why=Text(
            "06/07 là mùng 6 tháng 7 hay mùng 7 tháng 6 tùy người đọc. Một thứ tự duy nhất, năm-tháng-ngày, thì không nhầm và xếp được theo thời gian.",
            "06/07 is the sixth of July or the seventh of June, depending on the reader. One order, year-month-day, is never mistaken and sorts by time.",
        ),
        mend=Text(
            'Ngày viết năm-tháng-ngày: 2022-06-17; ngày trong năm viết tháng-ngày trong dấu nháy: "06-15".',
            'Write a date as year-month-day: 2022-06-17; a day of the year as month-day in quotes: "06-15".',
        ),
        bad=(
            """\
period: {from: 01/01/2022, to: "2025-12-31", basis: stated}
#              ^^^^^^^^^^ PM016
""",
            """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: 20/12}]}
#                                                                                                        ^^^^^ PM016
""",
        ),
        good=(
            """\
period: {from: "2022-01-01", to: "2025-12-31", basis: stated}
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{before: "12-20"}]}
""",
        ),
        fixing="safe",
        source=Text("ISO 8601 (TCVN 6398-1)", "ISO 8601"),
    ),
    Page(
        code="PM017",
        title=Text("điều khoản thiếu dấu nháy", "a clause without quotes"),
        what=Text(
            "Báo điều khoản mà YAML đọc thành số: at: 3, covers: [II.1, 2], hay 1.10.",
            "Reports a clause that YAML reads as a number: at: 3, covers: [II.1, 2], or 1.10.",
        ),
        why=Text(
            "1.10 đọc thành số 1.1, tức khoản khác. «khoản 1, 2 Mục II» ghi tắt [II.1, 2] thì số 2 không biết thuộc mục nào.",
            "1.10 is read as the number 1.1, which is another clause; and in [II.1, 2] nobody can tell to which section the 2 belongs.",
        ),
        mend=Text(
            'Viết đủ điều khoản và đặt trong dấu nháy: ["II.1", "II.2"].',
            'Write each clause in full and in quotes: ["II.1", "II.2"].',
        ),
        bad=(
            """\
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1", 2], title: Chủ trì việc lắp đặt}
#                                                                              ^ PM017
""",
            """\
not_encoded:
  - {at: 3, reason: heading}
#        ^ PM017
""",
        ),
        good=(
            """\
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1", "II.2"], title: Chủ trì việc lắp đặt}
tasks:
  - {id: n1, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học}
  - {id: n2, at: "II.2", sector: education, title: Thu học phí qua ngân hàng}
""",
        ),
        fixing="safe",
    ),
    Page(
        code="PM018",
        title=Text("quá nhiều lỗi", "too many findings"),
        what=Text(
            "Báo rằng tệp đã có hơn 100 lỗi đọc hay lỗi dạng, và những lỗi sau không được kể nữa.",
            "Says that a text has more than 100 faults of reading or of shape, and that the rest are not told.",
        ),
        why=Text(
            "Trăm lỗi trong một tệp thường từ một chỗ sai; kể hết hàng nghìn dòng không giúp ai sửa.",
            "A hundred faults in one file usually come from one slip; thousands of lines help nobody to mend it.",
        ),
        mend=Text(
            "Sửa lỗi đầu tiên, kiểm tra lại; các lỗi sau thường hết theo.",
            "Mend the first fault and check again; the others often go with it.",
        ),
        unshown=Text("Ví dụ cần hơn 100 lỗi.", "An example would need more than 100 faults."),
    ),
)
