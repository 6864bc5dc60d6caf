"""The same fault in each of the formats: what is said, and that no other row suffers."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from safety_scoring.errors import AnswersError
from safety_scoring.files.answers import read_answers

Make = Callable[..., Path]

KINDS = ["csv", "xlsx", "jsonl"]
HEADER = ["id", "question", "answer", "部门"]
GOOD = [["a1", "redline-meaning", "是生命线", "一部"], ["a2", "shared-duty", "党委政府都有责", "二部"]]


@pytest.mark.parametrize("kind", KINDS)
def test_sound_rows_come_in_order_with_their_other_columns(
    kind: str, table: Make, questions: dict[str, str]
) -> None:
    result = read_answers(table(kind, [HEADER, *GOOD]), questions)
    assert [(row.id, row.question, row.answer, row.row, row.error) for row in result.rows] == [
        ("a1", "redline-meaning", "是生命线", {"部门": "一部"}, ()),
        ("a2", "shared-duty", "党委政府都有责", {"部门": "二部"}, ()),
    ]
    assert (result.shape, result.unplaced, result.faults) == ("long", [], [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("keep", "what"),
    [
        pytest.param(
            [0, 1, 3], "找到了题目列，没有找到作答列；看到的列：“id”、“question”、“部门”", id="answer"
        ),
        pytest.param(
            [0, 2, 3], "找到了作答列，没有找到题目列；看到的列：“id”、“answer”、“部门”", id="question"
        ),
        pytest.param(
            [0, 3],
            "没有认出题目列和作答列，也没有以题目为列名的列；看到的列：“id”、“部门”",
            id="both",
        ),
    ],
)
def test_a_column_is_missing(
    kind: str, keep: list[int], what: str, table: Make, questions: dict[str, str]
) -> None:
    rows = [[row[column] for column in keep] for row in [HEADER, *GOOD]]
    path = table(kind, rows)
    with pytest.raises(AnswersError) as caught:
        read_answers(path, questions)
    (fault,) = caught.value.faults
    assert fault.what == what
    assert all(option in fault.remedy for option in ("--question", "--answer", "--map"))
    assert path.name in fault.file


@pytest.mark.parametrize("kind", KINDS)
def test_a_repeated_id_and_question_is_reported_and_both_rows_stay(
    kind: str, table: Make, questions: dict[str, str]
) -> None:
    again = ["a1", "redline-meaning", "另一份", "三部"]
    result = read_answers(table(kind, [HEADER, *GOOD, again]), questions)
    assert [row.answer for row in result.rows] == ["是生命线", "党委政府都有责", "另一份"]
    first, repeat = result.rows[0].place.row, result.rows[2].place.row
    (fault,) = result.faults
    assert fault.what == (f"编号 a1 与题目“redline-meaning”在第 {first} 行已经出现过，两行都会评分")
    assert repeat in (fault.line, fault.row)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_question_stays_as_given_and_is_no_error_here(
    kind: str, table: Make, questions: dict[str, str]
) -> None:
    result = read_answers(table(kind, [HEADER, ["a1", "消防怎么做？", "答", ""], *GOOD[1:]]), questions)
    assert [(row.question, row.error) for row in result.rows] == [("消防怎么做？", ()), ("shared-duty", ())]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("blank", [pytest.param("", id="empty"), pytest.param(None, id="null")])
def test_a_blank_answer_is_no_error(
    kind: str, blank: str | None, table: Make, questions: dict[str, str]
) -> None:
    result = read_answers(table(kind, [HEADER, ["a0", "redline-meaning", blank, "一部"], *GOOD]), questions)
    assert [(row.id, row.answer, row.error) for row in result.rows] == [
        ("a0", "", ()),
        ("a1", "是生命线", ()),
        ("a2", "党委政府都有责", ()),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_as_answer_is_read_as_its_text(kind: str, table: Make, questions: dict[str, str]) -> None:
    result = read_answers(table(kind, [HEADER, [7, "redline-meaning", 24, 2.5], *GOOD]), questions)
    assert (result.rows[0].id, result.rows[0].answer, str(result.rows[0].row["部门"])) == ("7", "24", "2.5")


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        pytest.param(
            "a.csv",
            "id,question,answer\na1,redline-meaning,坏\0的\na2,shared-duty,好的\n",
            "这一行含有空字符（NUL），内容可能不完整",
            id="csv-nul",
        ),
        pytest.param(
            "a.csv",
            "id,question,answer\na1,redline-meaning,一,二\na2,shared-duty,好的\n",
            "这一行有 4 格，表头只有 3 格",
            id="csv-too-many-cells",
        ),
        pytest.param(
            "a.csv",
            "id,question,answer\na1,redline-meaning\na2,shared-duty,好的\n",
            "这一行没有“answer”一格",
            id="csv-too-few-cells",
        ),
        pytest.param(
            "a.csv",
            'id,question,answer\na1,redline-meaning,"没有关\na2,shared-duty,好的\n',
            "这一行有一个引号打开后没有关闭，后面的内容会全部落入这一格",
            id="csv-unclosed-quote",
        ),
        pytest.param(
            "a.csv",
            b"id,question,answer\na1,redline-meaning,\xe5\xae\na2,shared-duty," + "好的，没有问题\n".encode(),
            "这一行有无法解码的字节，内容可能不完整",
            id="csv-bad-bytes",
        ),
        pytest.param(
            "a.jsonl",
            '{"id": "a1", "question": "redline-meaning", "answer": "坏\0的"}\n'
            '{"id": "a2", "question": "shared-duty", "answer": "好的"}\n',
            "这一行含有空字符（NUL），内容可能不完整",
            id="jsonl-nul",
        ),
        pytest.param(
            "a.jsonl",
            '{"id": "a1", "question": "redline-meaning"}\n'
            '{"id": "a2", "question": "shared-duty", "answer": "好的"}\n',
            "这一行没有“answer”一格",
            id="jsonl-missing-key",
        ),
        pytest.param(
            "a.jsonl",
            '{"id": "a1", "question": "redline-meaning", "answer": "一", "answer": "二"}\n'
            '{"id": "a2", "question": "shared-duty", "answer": "好的"}\n',
            "这一行的键重复：answer",
            id="jsonl-doubled-key",
        ),
        pytest.param(
            "a.jsonl",
            '{"id": "a1", "question": "redline-meaning", "answer": ["一"]}\n'
            '{"id": "a2", "question": "shared-duty", "answer": "好的"}\n',
            "“answer”是列表或对象，不是文字",
            id="jsonl-list",
        ),
    ],
)
def test_a_broken_row_keeps_its_place_id_and_question(
    name: str, content: str | bytes, what: str, text_file: Make, questions: dict[str, str]
) -> None:
    broken, sound = read_answers(text_file(name, content), questions).rows
    assert (broken.id, broken.question) == ("a1", "redline-meaning")
    assert [error.what for error in broken.error] == [what]
    assert all(error.remedy for error in broken.error)
    assert (sound.id, sound.answer, sound.error) == (
        "a2",
        "好的" + "，没有问题" * ("问题" in sound.answer),
        (),
    )


@pytest.mark.parametrize(
    ("line", "what"),
    [
        pytest.param('{"id": "a1", ', "这一行不是合法的 JSON（第 14 个字符处出错）", id="cut"),
        pytest.param("[1, 2]", "这一行不是有内容的 JSON 对象", id="list"),
        pytest.param('"text"', "这一行不是有内容的 JSON 对象", id="string"),
        pytest.param("{}", "这一行不是有内容的 JSON 对象", id="empty-object"),
        pytest.param('{"answer": NaN}', "这一行不是合法的 JSON（数字写法不被支持）", id="nan"),
        pytest.param("[" * 100_000, "这一行不是合法的 JSON（嵌套过深）", id="nested"),
    ],
)
def test_a_line_that_is_no_json_object_keeps_its_place(
    line: str, what: str, text_file: Make, questions: dict[str, str]
) -> None:
    good = '{"id": "a2", "question": "shared-duty", "answer": "好的"}'
    rows = read_answers(text_file("a.jsonl", f"{good}\n{line}\n\n{good}\n"), questions).rows
    assert [(row.place.row, row.id, row.question) for row in rows] == [
        (1, "a2", "shared-duty"),
        (2, None, ""),
        (4, "a2", "shared-duty"),
    ]
    assert [error.what for error in rows[1].error] == [what]


@pytest.mark.parametrize(
    "text", [pytest.param('[\n  {"id": "a1"}\n]\n', id="an-array"), pytest.param("id,answer\n", id="csv")]
)
def test_a_jsonl_file_without_a_single_object(text: str, text_file: Make, questions: dict[str, str]) -> None:
    with pytest.raises(AnswersError) as caught:
        read_answers(text_file("a.jsonl", text.replace("  {", "  [{")), questions)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.what) == ("a.jsonl", 1, "没有一行能读成 JSON 对象")
    assert fault.remedy == "每行写一个完整的对象：不换行、不缩进，外面不加方括号"


@pytest.mark.parametrize("kind", KINDS)
def test_two_columns_of_answers_are_refused_with_the_option_that_settles_it(
    kind: str, table: Make, questions: dict[str, str]
) -> None:
    rows = [["id", "题目", "作答", "回答"], ["a1", "redline-meaning", "一", "二"]]
    path = table(kind, rows)
    with pytest.raises(AnswersError) as caught:
        read_answers(path, questions)
    (fault,) = caught.value.faults
    assert fault.what == "有 2 列都像作答列：“作答”、“回答”"
    assert "--answer" in fault.remedy
    assert [row.answer for row in read_answers(path, questions, answer_column="回答").rows] == ["二"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_doubled_column_that_passes_through_is_kept_and_reported(
    kind: str, table: Make, questions: dict[str, str]
) -> None:
    rows = [["id", "question", "answer", "备注", "备注"], ["a1", "redline-meaning", "答", "甲", "乙"]]
    result = read_answers(table(kind, rows), questions)
    assert result.rows[0].row == {"备注": "甲", "备注（2）": "乙"}
    assert [fault.what for fault in result.faults] == ["有 2 列都叫“备注”"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_header_without_rows_gives_no_rows_and_says_so(
    kind: str, table: Make, questions: dict[str, str]
) -> None:
    result = read_answers(table(kind, [HEADER]), questions)
    assert result.rows == []
    assert "表头下面没有数据" in [fault.what for fault in result.faults]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        pytest.param("a.csv", b"", "文件是空的", id="csv-empty"),
        pytest.param("a.csv", b"\xef\xbb\xbf\r\n \n", "文件是空的", id="csv-blank"),
        pytest.param("a.jsonl", b"\n\n", "文件是空的", id="jsonl-blank"),
        pytest.param("a.xlsx", b"", "文件是空的", id="xlsx-empty"),
        pytest.param("a.csv", b",,\n,,\n", "文件里没有任何内容", id="csv-delimiters-only"),
        pytest.param("a.xlsx", b"id,answer", "不是有效的 XLSX 工作簿，或文件已损坏", id="xlsx-is-text"),
        pytest.param("a.csv", b"PK\x03\x04rest", "内容是 Excel 工作簿，不是文本", id="csv-is-xlsx"),
        pytest.param(
            "a.xlsx",
            bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99,
            "这是旧格式（.xls）或有密码的工作簿",
            id="xlsx-is-xls",
        ),
        pytest.param("a.xls", b"x", "不支持后缀为 .xls 的文件", id="xls"),
        pytest.param("a.json", b"[]", "不支持后缀为 .json 的文件", id="json"),
        pytest.param("a.docx", b"x", "不支持后缀为 .docx 的文件", id="docx"),
        pytest.param("answers", b"x", "不支持后缀为 空 的文件", id="no-suffix"),
        pytest.param(
            "a.csv", "id,答案\n1,好".encode("utf-16-le") * 40, "像是没有 BOM 的 UTF-16 文件", id="bare-utf16"
        ),
        pytest.param(
            "a.csv",
            b"id,answer\n1,\xff\xff\xff\n",
            "文件编码不是 UTF-8，也不是 GB18030（第 12 字节处读不下去）",
            id="no-encoding",
        ),
        pytest.param("a.csv", b"\xff\xfei\0d", "文件编码不是 UTF-16（第 4 字节处读不下去）", id="cut-utf16"),
    ],
)
def test_a_file_that_cannot_be_read_at_all(
    name: str, content: str | bytes, what: str, text_file: Make, questions: dict[str, str]
) -> None:
    with pytest.raises(AnswersError) as caught:
        read_answers(text_file(name, content), questions)
    (fault,) = caught.value.faults
    assert (fault.file, fault.what) == (name, what)
    assert fault.remedy


def test_the_line_of_undecodable_bytes_is_named(text_file: Make, questions: dict[str, str]) -> None:
    with pytest.raises(AnswersError) as caught:
        read_answers(text_file("a.csv", b"id,answer\n1,\xff\xff\xff\n"), questions)
    assert caught.value.faults[0].line == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_file_and_a_folder_are_told_apart(
    kind: str, tmp_path: Path, questions: dict[str, str]
) -> None:
    folder = tmp_path / f"folder.{kind}"
    folder.mkdir()
    for path, what in [(folder, "这是文件夹，不是文件"), (tmp_path / f"gone.{kind}", "找不到文件")]:
        with pytest.raises(AnswersError) as caught:
            read_answers(path, questions)
        assert [(fault.what, fault.file) for fault in caught.value.faults] == [(what, str(path))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_may_not_be_read(
    kind: str, table: Make, questions: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(kind, [HEADER, *GOOD])

    def denied(self: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "stat", denied)
    with pytest.raises(AnswersError) as caught:
        read_answers(path, questions)
    (fault,) = caught.value.faults
    assert (fault.file, fault.what) == (path.name, "读不出文件（Permission denied）")
    assert fault.remedy == "检查文件权限，或先在其他程序中关闭它"
