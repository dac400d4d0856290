"""Pages of what is found about the check itself: ignore comments, rule files, names of rules (PM019 and on), our faults."""

from __future__ import annotations

from planmodel.diagnostics import Text
from planmodel.rules._page import Page

CONTROL = (
    Page(
        code="PM019",
        title=Text("chú thích bỏ qua viết sai", "an ignore comment that is not understood"),
        what=Text(
            "Báo chú thích planmodel: ignore không đúng dạng: thiếu ngoặc vuông, mã không có, thiếu lý do, ngày sai. "
            "Dạng đúng: # planmodel: ignore[PM401] lý do, until 2026-12-31 (hoặc: đến 31/12/2026).",
            "Reports a planmodel: ignore comment that is not well formed: no brackets, an unknown code, no reason, a wrong day. "
            "The form is: # planmodel: ignore[PM401] reason, until 2026-12-31.",
        ),
        why=Text(
            "Chú thích viết sai không bỏ qua được gì, mà người viết tưởng là có. Lý do bắt buộc để người đọc sau biết vì sao một phát hiện không tính.",
            "Such a comment silences nothing, though its writer thinks so. The reason is required, so that a later reader knows why a finding does not count.",
        ),
        mend=Text(
            "Viết mã hay tên quy tắc trong ngoặc vuông, rồi lý do bằng lời; hạn thì tùy. Lỗi đọc, lỗi dạng và tên (PM0, PM1) và lỗi của chương trình (PM9) không bỏ qua được: hãy sửa.",
            "Write the rule's code or name in the brackets, then the reason in words; the day is optional. Faults of reading, shape and names (PM0, PM1) and of the program (PM9) cannot be silenced: mend them.",
        ),
        bad=(
            """\
targets:
  # planmodel: ignore[PM204]
# ^^^^^^^^^^^^^^^^^^^^^^^^^^ PM019
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2023: 45}}}
#                                                                                    ^^ PM204
""",
        ),
        good=(
            """\
targets:
  # planmodel: ignore[PM204] bỏ số liệu của trường ghi trùng
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2023: 45}}}
""",
        ),
    ),
    Page(
        code="PM020",
        title=Text("chú thích bỏ qua đã hết hạn", "an ignore comment past its day"),
        what=Text(
            "Báo chú thích bỏ qua có ngày hết hạn (until 2024-06-30) đã qua. Từ hôm sau nó không bỏ qua gì nữa.",
            "Reports an ignore comment whose day (until 2024-06-30) is over. From the day after it silences nothing.",
        ),
        why=Text(
            "Hạn là lời hẹn: đến ngày đó việc phải được sửa hoặc cân nhắc lại. Chú thích quá hạn nằm im thì lời hẹn mất.",
            "The day was a promise: by then the matter is mended, or weighed again. A comment that outlives it breaks the promise in silence.",
        ),
        mend=Text(
            "Sửa điều được bỏ qua rồi xóa chú thích; hoặc ghi ngày mới và lý do mới.",
            "Mend what was silenced and delete the comment; or give a new day and a new reason.",
        ),
        bad=(
            """\
targets:
  # planmodel: ignore[PM204] bỏ số liệu của trường ghi trùng, until 2022-12-31
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM020
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2023: 45}}}
#                                                                                    ^^ PM204
""",
        ),
        good=(
            """\
targets:
  # planmodel: ignore[PM204] bỏ số liệu của trường ghi trùng, until 2099-12-31
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2023: 45}}}
""",
        ),
        limits=Text(
            "Ngày được so với ngày kiểm tra (--today).",
            "The day is compared with the day of the check (--today).",
        ),
    ),
    Page(
        code="PM021",
        title=Text("chú thích bỏ qua không còn tác dụng", "an ignore comment that silences nothing"),
        what=Text(
            "Báo chú thích bỏ qua một quy tắc mà ở dòng hay mục đó không có phát hiện nào của quy tắc ấy.",
            "Reports an ignore comment for a rule that finds nothing in the line or entry that the comment covers.",
        ),
        why=Text(
            "Chú thích thừa làm người đọc tưởng còn một vấn đề, và sẽ lặng lẽ che một lỗi mới xuất hiện sau này.",
            "A comment left over makes readers believe in a problem that is gone, and will hide a new one in silence.",
        ),
        mend=Text(
            "Xóa chú thích. Nếu chú thích đặt sai chỗ: cuối dòng thì nó áp dụng cho dòng đó; một mình một dòng thì cho mục bắt đầu ở dòng sau.",
            "Delete the comment. If it stands in the wrong place: after something it covers its line; on a line of its own it covers the entry that begins on the next line.",
        ),
        bad=(
            """\
targets:
  # planmodel: ignore[PM204] bỏ số liệu của trường ghi trùng
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM021
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2023: 60}}}
""",
        ),
        good=(
            """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2023: 60}}}
""",
        ),
        fixing="safe",
        limits=Text(
            "Quy tắc bị tắt không được xét, nên chú thích cho quy tắc đó không bị báo.",
            "A rule that is switched off was not asked, so that a comment for it is not reported.",
        ),
    ),
    Page(
        code="PM022",
        title=Text("quy tắc tự viết dùng không được", "a rule that cannot be used"),
        what=Text(
            "Báo chỗ sai trong tệp quy tắc tự viết (rules/*.yaml): điều kiện không phải CEL, hỏi trường không có, so hai kiểu khác nhau, hoặc câu báo nêu trường không có.",
            "Reports what is wrong in a rule file (rules/*.yaml): a condition that is not CEL, that asks for a field which does not exist or compares two different kinds, or a message that names no field.",
        ),
        why=Text(
            "Quy tắc có điều kiện sai sẽ không bao giờ tìm thấy gì. Báo ngay khi đọc tệp để không ai tưởng kế hoạch đã đạt.",
            "A rule with a faulty condition would never find anything. It is told when the file is read, so that nobody believes that the plans conform.",
        ),
        mend=Text(
            "Sửa tại dòng, cột được chỉ; chạy planmodel rules test để thử các ví dụ của quy tắc.",
            "Mend the place that is shown; planmodel rules test then runs the rule's examples.",
        ),
        bad=(
            """\
planmodel: 1
rules:
  - id: nhiem-vu-co-han
    severity: warning
    for: task
    require: task.deu != ""
#            ^^^^^^^^ PM022
    message: {vi: "Nhiệm vụ {id} chưa nêu hạn", en: "Task {id} names no due date"}
    bad: ['tasks: [{id: n1, at: "II.1", sector: both, title: Lắp đặt mã QR}]']
    good: ['tasks: [{id: n1, at: "II.1", sector: both, title: Lắp đặt mã QR, due: {by: "2022-12-31"}}]']
""",
        ),
        good=(
            """\
planmodel: 1
rules:
  - id: nhiem-vu-co-han
    severity: warning
    for: task
    require: task.due != ""
    message: {vi: "Nhiệm vụ {id} chưa nêu hạn", en: "Task {id} names no due date"}
    bad: ['tasks: [{id: n1, at: "II.1", sector: both, title: Lắp đặt mã QR}]']
    good: ['tasks: [{id: n1, at: "II.1", sector: both, title: Lắp đặt mã QR, due: {by: "2022-12-31"}}]']
""",
        ),
        file="rules/cua-toi.yaml",
    ),
    Page(
        code="PM023",
        title=Text("điều kiện của quy tắc không tính được", "a condition that failed on a plan"),
        what=Text(
            "Báo điều kiện của một quy tắc tự viết không tính được trên một kế hoạch: chia cho 0, phần tử ngoài danh sách, tốn quá nhiều bước.",
            "Reports a condition of a rule file that could not be worked out on a plan: a division by zero, an index outside a list, more steps than are allowed.",
        ),
        why=Text(
            "Không tính được không có nghĩa là đạt. Kế hoạch chưa được quy tắc này xét.",
            "What could not be worked out has not been passed: this rule has not judged the plan.",
        ),
        mend=Text(
            "Viết điều kiện chịu được chỗ trống: hỏi size(...) trước khi chia hay lấy một phần tử; thêm trường hợp đó vào ví dụ của quy tắc.",
            "Write a condition that bears gaps: ask size(...) before dividing or taking an entry of a list; add that case to the rule's examples.",
        ),
        unshown=Text(
            "Lỗi chỉ có khi một quy tắc tự viết gặp một kế hoạch.",
            "The fault needs both a rule of one's own and a plan.",
        ),
    ),
    Page(
        code="PM024",
        title=Text("kiểm tra một tệp quá lâu", "a check that took too long"),
        what=Text(
            "Báo tệp mà việc kiểm tra không xong trong thời gian cho phép.",
            "Reports a file whose check did not end within the time allowed.",
        ),
        why=Text(
            "Một kế hoạch kiểm tra trong chưa đến một giây. Tệp làm chương trình chạy mãi thường hỏng hoặc cố ý phá; các tệp khác vẫn phải được kiểm tra.",
            "A plan takes less than a second. A file that keeps the program busy is usually damaged or hostile, and the others must be checked all the same.",
        ),
        mend=Text(
            "Kiểm tra riêng tệp này; nếu tệp bình thường, xin gửi nó cho người làm planmodel.",
            "Check this file by itself; if it is an ordinary plan, please send it to the makers of planmodel.",
        ),
        unshown=Text(
            "Thời gian tùy máy, không tùy nội dung.", "Time depends on the machine, not on the text."
        ),
    ),
    Page(
        code="PM119",
        title=Text("quy tắc không có", "a rule that does not exist"),
        what=Text(
            "Báo mã, họ mã hay tên quy tắc trong planmodel.yaml mà không có quy tắc nào mang: ở select, ignore hay severity; cả mã luôn chạy (PM0, PM1, PM9) đặt ở đó.",
            "Reports a code, family or name in planmodel.yaml that belongs to no rule: under select, ignore or severity; also a code that always runs (PM0, PM1, PM9) and stands there.",
        ),
        why=Text(
            "Gõ sai một mã thì quy tắc định bật không chạy, quy tắc định tắt vẫn chạy, mà cấu hình trông vẫn đúng.",
            "With one slip in a code, the rule that was to run does not, or the one to be left out does, while the file looks right.",
        ),
        mend=Text(
            "Sửa theo gợi ý, hoặc xem danh sách bằng planmodel rules. Quy tắc riêng phải nằm trong rules/*.yaml của không gian làm việc, gói kèm theo phải được nêu ở packs.",
            "Follow the suggestion, or look at the list that planmodel rules prints. A rule of one's own must stand in rules/*.yaml of the workspace, a shipped pack must be named under packs.",
        ),
        bad=(
            """\
planmodel: 1
check:
  ignore: [PM801, target-fals]
#                 ^^^^^^^^^^^ PM119
""",
        ),
        good=(
            """\
planmodel: 1
check:
  ignore: [PM801, target-falls]
""",
        ),
        file="planmodel.yaml",
    ),
    Page(
        code="PM120",
        title=Text("sổ chấp thuận khác biệt đặt sai chỗ", "a register of departures in the wrong place"),
        what=Text(
            "Báo tệp có khóa deviations mà không phải deviations.yaml ở thư mục gốc của không gian làm việc, cạnh planmodel.yaml.",
            "Reports a file with the key deviations that is not deviations.yaml at the workspace's root, beside planmodel.yaml.",
        ),
        why=Text(
            "Chỉ tệp ở thư mục gốc được đọc. Chấp thuận ghi ở chỗ khác không có hiệu lực, mà người ghi tưởng là có.",
            "Only the file at the root is read. What is accepted elsewhere is not in force, though whoever wrote it thinks so.",
        ),
        mend=Text(
            "Chuyển các mục sang deviations.yaml ở thư mục gốc, rồi xóa tệp này.",
            "Move the entries to deviations.yaml at the root, and delete this file.",
        ),
        unshown=Text(
            "Nằm ở một tệp khác, không phải kế hoạch.",
            "Stands in another file, which is no plan.",
        ),
        file="plans/deviations.yaml",
    ),
    Page(
        code="PM901",
        title=Text("quy tắc bị hỏng", "a rule that crashed"),
        what=Text(
            "Báo một quy tắc dừng giữa chừng vì lỗi của chương trình; các quy tắc khác vẫn chạy, và lệnh thoát với mã 3.",
            "Reports a rule that broke off by a fault of the program; the others ran, and the command ends with exit code 3.",
        ),
        why=Text(
            "Kế hoạch chưa được quy tắc này xét, nên không thể coi là đạt.",
            "This rule has not judged the plan, so that it cannot count as passed.",
        ),
        mend=Text(
            "Lỗi không phải của kế hoạch: xin gửi câu báo lỗi và tệp cho người làm planmodel. Trong khi chờ, tắt quy tắc đó bằng --ignore.",
            "The fault is not the plan's: please send the message and the file to the makers of planmodel. Until it is mended, leave that rule out with --ignore.",
        ),
        unshown=Text(
            "Lỗi nằm ở chương trình, không ở kế hoạch.", "The fault lies in the program, not in a plan."
        ),
    ),
)
