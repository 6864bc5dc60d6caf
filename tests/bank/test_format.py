"""What a bank may write beside plain points: parts, points left to a human, shared words, synonyms, marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from safety_scoring import Bank, KeyPoint, Question, Scorer, load_bank
from safety_scoring.bank.bundled import bundled_reference
from safety_scoring.bank.model import Parts
from safety_scoring.derive import derived_questions
from safety_scoring.errors import BankError, UnknownQuestionError

VALVE = {"id": "valve", "name": "关阀", "marks": 2, "phrases": ["关闭阀门"]}
AIR = {"id": "air", "name": "通风", "marks": 2, "phrases": ["开窗通风"]}
GAS: dict[str, Any] = {
    "id": "gas",
    "question": "闻到煤气味怎么办？",
    "full_marks": 4,
    "reference_answers": ["关闭阀门，开窗通风。"],
    "key_points": [VALVE, AIR],
}


def question(**changed: Any) -> Question:
    return Question.model_validate({**GAS, **changed})


def without(*names: str, **changed: Any) -> Question:
    return Question.model_validate({k: v for k, v in {**GAS, **changed}.items() if k not in names})


def with_air(**changed: Any) -> dict[str, Any]:
    """The question's data, its second point changed."""
    return {**GAS, "key_points": [VALVE, {**AIR, **changed}]}


def written(folder: Path, **content: Any) -> Path:
    """A bank file of the question, or of whatever is given."""
    path = folder / "bank.yaml"
    data = {"questions": [GAS], **content}
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def faults_of(path: Path) -> list[tuple[str, str, str]]:
    """Field, what and remedy of every fault."""
    with pytest.raises(BankError) as caught:
        load_bank(path)
    return [(fault.field, fault.what, fault.remedy) for fault in caught.value.faults]


POINT = "questions[0].key_points[1]"
FAULTS = [
    pytest.param(
        {"parts": {"terms": ["窗", "门"], "full": 2, "half": 1, "each": True}},
        [
            (
                f"{POINT}.parts.half",
                "half 和 each 不能同时写：按部分给分（each）时没有一半这一档",
                "删去 half 或 each 中的一个",
            )
        ],
        id="half beside each",
    ),
    pytest.param(
        {"parts": {"terms": ["窗", "门"], "full": 3, "each": True}},
        [(f"{POINT}.parts.full", "full 为 3，而 terms 只有 2 个部分", "改小 full，或在 terms 里补上部分")],
        id="each of more than there are",
    ),
    pytest.param(
        {"by_hand": True},
        [
            (
                f"{POINT}.phrases",
                "要点 air 留给人工评（by_hand），phrases 不起作用",
                "删去 phrases，或删去 by_hand",
            )
        ],
        id="set terms that nobody looks for",
    ),
    pytest.param(
        {"by_hand": True, "required": True, "phrases": []},
        [
            (
                f"{POINT}.required",
                "要点 air 留给人工评（by_hand），required 不起作用",
                "删去 required，或删去 by_hand",
            )
        ],
        id="required and left to a human",
    ),
    pytest.param(
        {"by_hand": True, "phrases": [], "statements": ["开窗"], "not": ["开灯"], "quantity": "2扇"},
        [
            (
                f"{POINT}.{name}",
                f"要点 air 留给人工评（by_hand），{name} 不起作用",
                f"删去 {name}，或删去 by_hand",
            )
            for name in ("statements", "not", "quantity")
        ],
        id="every way of matching is told",
    ),
    pytest.param(
        {"shared_with": ["water"]},
        [
            (
                f"{POINT}.shared_with[0]",
                "要点 air 的 shared_with 指向不存在的要点 water",
                "写同一题里另一个要点的编号；别的题的要点写成 题目编号/要点编号",
            )
        ],
        id="shared with nobody",
    ),
    pytest.param(
        {"shared_with": ["valve", "air"]},
        [
            (
                f"{POINT}.shared_with[1]",
                "要点 air 的 shared_with 指向不存在的要点 air",
                "写同一题里另一个要点的编号；别的题的要点写成 题目编号/要点编号",
            )
        ],
        id="shared with itself",
    ),
    *(
        pytest.param(
            {"shared_with": [name]},
            [(f"{POINT}.shared_with[0]", "编号不合规", "只用小写字母、数字和连字符，例如 redline-meaning")],
            id=f"a name that is none: {name}",
        )
        for name in ("fire/", "/exit", "fire/exit/door", "fire exit", "消防/出口")
    ),
]


@pytest.mark.parametrize(("changed", "faults"), FAULTS)
def test_a_faulty_key_point(
    changed: dict[str, Any], faults: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert faults_of(written(tmp_path, questions=[with_air(**changed)])) == faults


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"parts": {"terms": ["窗", "门"], "full": 2, "each": True}}, id="each"),
        pytest.param({"parts": {"terms": ["窗", "门"], "full": 2, "half": 1}}, id="half"),
        pytest.param(
            {"parts": {"terms": ["窗", "门"], "full": 2, "half": 1, "each": False}}, id="half, each refused"
        ),
        pytest.param(
            {"parts": {"terms": ["窗", "门"], "full": 2, "each": True, "ordered": True}}, id="each in order"
        ),
        pytest.param({"by_hand": True, "phrases": [], "hint": "念一遍"}, id="left to a human, with a hint"),
        pytest.param({"shared_with": ["valve"]}, id="shared in the question"),
        pytest.param({"shared_with": ["gas/valve", "fire/exit"]}, id="shared elsewhere"),
    ],
)
def test_a_key_point_that_holds_together(changed: dict[str, Any], tmp_path: Path) -> None:
    bank = load_bank(written(tmp_path, questions=[with_air(**changed)]))
    assert bank.questions == (Question.model_validate(with_air(**changed)),)


def test_parts_are_counted_together_and_in_any_order_where_nothing_is_said() -> None:
    parts = Parts(terms=("窗", "门"), full=2)
    assert (parts.each, parts.ordered, parts.half) == (False, False, None)


@pytest.mark.parametrize("name", ["each", "ordered"])
def test_switches_of_parts_are_true_or_false(name: str, tmp_path: Path) -> None:
    parts = {"terms": ["窗", "门"], "full": 2, name: 1}
    ((field, what, remedy),) = faults_of(written(tmp_path, questions=[with_air(parts=parts)]))
    assert (field, what) == (f"{POINT}.parts.{name}", "1 不是 true 或 false")
    assert remedy == "写成 true 或 false，不加引号"


def test_not_every_point_is_left_to_a_human(tmp_path: Path) -> None:
    points = [{"id": name, "name": name, "marks": 2, "by_hand": True} for name in ("a", "b")]
    assert faults_of(written(tmp_path, questions=[{**GAS, "key_points": points}])) == [
        (
            "questions[0].key_points",
            "全部要点都留给人工评（by_hand），程序无分可评",
            "至少写一个由程序评的要点",
        )
    ]


def test_a_question_knows_what_the_machine_marks() -> None:
    mixed = question(key_points=[{"id": "clear", "name": "清楚", "marks": 2, "by_hand": True}, AIR])
    assert [point.id for point in mixed.by_machine.key_points] == ["air"]
    whole = question()
    assert whole.by_machine is whole


def named(name: str, *shared: str, id: str = "p") -> KeyPoint:  # noqa: A002 - the field's own word
    return KeyPoint(id=id, name=name, marks=4, shared_with=shared)


# why, question and point, the other question and point, expected
SAME = [
    ("one name in two questions", "a", named("三同时"), "b", named("三同时"), True),
    ("one name in one question", "a", named("三同时"), "a", named("三同时", id="o"), True),
    ("two names", "a", named("三同时"), "b", named("双重预防"), False),
    ("declared by the first", "a", named("甲", "b/p"), "b", named("乙"), True),
    ("declared by the second", "a", named("甲"), "b", named("乙", "a/p"), True),
    ("declared in the question", "a", named("甲", "o"), "a", named("乙", id="o"), True),
    ("declared in the question in full", "a", named("甲", "a/o"), "a", named("乙", id="o"), True),
    ("a short name means one's own question", "a", named("甲", "o"), "b", named("乙", id="o"), False),
    ("another point of that question", "a", named("甲", "b/x"), "b", named("乙"), False),
    ("a point of that name in a third question", "a", named("甲", "c/p"), "b", named("乙"), False),
]


@pytest.mark.parametrize(
    ("here", "point", "there", "other", "same"), [row[1:] for row in SAME], ids=[row[0] for row in SAME]
)
def test_the_same_words_may_earn_two_points(
    here: str, point: KeyPoint, there: str, other: KeyPoint, same: bool
) -> None:
    bank = Bank(questions=(question(),))
    assert bank.same_words(here, point, there, other) is same
    assert bank.same_words(there, other, here, point) is same


def test_synonyms_of_all_files_are_read(tmp_path: Path) -> None:
    written(tmp_path, synonyms=["安全帽/头盔"])
    (tmp_path / "words.yaml").write_text("synonyms:\n  - 灭火器／灭火瓶\n", encoding="utf-8")
    assert load_bank(tmp_path).synonyms == ("安全帽/头盔", "灭火器／灭火瓶")


@pytest.mark.parametrize("words", ["安全帽", "安全帽/", "/安全帽 / ", "／", "安全帽、头盔"])
def test_a_set_of_one_word_says_nothing(words: str, tmp_path: Path) -> None:
    assert faults_of(written(tmp_path, synonyms=["灭火器/灭火瓶", words])) == [
        ("synonyms[1]", "同义词只有一个词", "一组至少两个词，用 / 隔开")
    ]


def test_a_bank_made_in_python_refuses_a_set_of_one_word_too() -> None:
    with pytest.raises(ValidationError):
        Bank(questions=(question(),), synonyms=("安全帽",))


def test_synonyms_are_a_list(tmp_path: Path) -> None:
    assert faults_of(written(tmp_path, synonyms="安全帽/头盔")) == [
        ("synonyms", "这里应是列表", "每项一行，以 “- ” 开头；或写成 [甲, 乙]")
    ]


def test_other_synonyms_make_another_fingerprint() -> None:
    plain = Bank(questions=(question(),))
    assert Bank(questions=(question(),), synonyms=("安全帽/头盔",)).fingerprint != plain.fingerprint


ASKED = "闻到煤气味怎么办？"
WRITTEN_MARKS = [
    pytest.param(f"{ASKED}（4分）", 4, id="in Chinese brackets"),
    pytest.param(f"{ASKED}(4分)", 4, id="in plain brackets"),
    pytest.param(f"{ASKED}（ 4 分 ）", 4, id="with spaces"),
    pytest.param(f"{ASKED}（本题满分4分）", 4, id="本题满分"),
    pytest.param(f"{ASKED}（共10分）", 10, id="共"),
    pytest.param(f"{ASKED}（7.5分）", 7.5, id="and a half"),
    pytest.param(f"（4分）{ASKED}", 4, id="in front"),
]
NO_MARKS = [
    pytest.param(ASKED, id="no marks"),
    pytest.param(f"{ASKED}（4分钟内）", id="minutes"),
    pytest.param(f"{ASKED}（0分）", id="nothing"),
    pytest.param(f"{ASKED}（4分）（6分）", id="two of them"),
    pytest.param(f"{ASKED}（扣4分）", id="marks that are lost"),
    pytest.param(f"{ASKED}4分", id="no brackets"),
]


@pytest.mark.parametrize(("asked", "full"), WRITTEN_MARKS)
def test_full_marks_that_the_question_names(asked: str, full: float) -> None:
    made = without("full_marks", question=asked, key_points=[])
    assert made.full_marks == full
    assert made.pass_marks == pytest.approx(0.6 * full)
    assert made.question == asked


@pytest.mark.parametrize("asked", NO_MARKS)
def test_full_marks_that_the_question_does_not_name(asked: str) -> None:
    with pytest.raises(ValidationError, match="full_marks"):
        without("full_marks", question=asked, key_points=[])
    assert question(question=asked).full_marks == 4


def test_full_marks_that_the_question_and_the_field_agree_on() -> None:
    assert question(question=f"{ASKED}（4分）").full_marks == 4


def test_full_marks_that_the_question_contradicts(tmp_path: Path) -> None:
    changed = {**GAS, "question": f"{ASKED}（5分）"}
    assert faults_of(written(tmp_path, questions=[changed])) == [
        (
            "questions[0].full_marks",
            "题目里写着 5 分，而 full_marks 为 4",
            "改其中一处；题目里写明分值时可以不写 full_marks",
        )
    ]


def test_points_add_up_to_the_marks_that_the_question_names(tmp_path: Path) -> None:
    changed = {**GAS, "question": f"{ASKED}（5分）"}
    del changed["full_marks"]
    ((field, what, _),) = faults_of(written(tmp_path, questions=[changed]))
    assert (field, what) == ("questions[0].key_points", "各要点分值之和为 4，与满分 5 不符")


def test_a_pass_mark_stays_under_the_marks_that_the_question_names(tmp_path: Path) -> None:
    changed = {**GAS, "question": f"{ASKED}（4分）", "pass_marks": 5}
    del changed["full_marks"]
    ((field, what, _),) = faults_of(written(tmp_path, questions=[changed]))
    assert (field, what) == ("questions[0].pass_marks", "pass_marks（5）超过满分（4）")


@pytest.mark.parametrize("name", [f"{ASKED}（4分）", ASKED, f" {ASKED} ", "gas"])
def test_a_row_names_the_question_with_or_without_its_marks(name: str) -> None:
    scorer = Scorer(Bank(questions=(question(question=f"{ASKED}（4分）"),)))
    assert scorer.score(name, "关闭阀门").marks == 2
    (result,) = scorer.score_many([{"question": name, "answer": "关闭阀门"}])
    assert (result.question, result.marks, result.error) == ("gas", 2, ())


@pytest.mark.parametrize("name", [f"{ASKED}（5分）", "闻到煤气味", ""])
def test_a_row_that_names_other_marks_names_another_question(name: str) -> None:
    scorer = Scorer(Bank(questions=(question(question=f"{ASKED}（4分）"),)))
    with pytest.raises(UnknownQuestionError):
        scorer.score(name, "关闭阀门")


@pytest.mark.parametrize("turned", [False, True])
def test_a_question_of_just_these_words_goes_first(turned: bool) -> None:
    questions = (question(question=f"{ASKED}（4分）"), question(id="plain", question=ASKED))
    scorer = Scorer(Bank(questions=questions[::-1] if turned else questions))
    assert scorer.score(ASKED, "关闭阀门").question == "plain"
    assert scorer.score(f"{ASKED}（4分）", "关闭阀门").question == "gas"


def test_half_marks_in_full_marks() -> None:
    made = question(full_marks=7.5, key_points=[{**VALVE, "marks": 2.5}, {**AIR, "marks": 5}])
    assert (made.pass_marks, made.mark_step) == (4.5, 0.5)
    scorer = Scorer(Bank(questions=(made,)))
    given = [scorer.score("gas", text) for text in ("关闭阀门", "开窗通风", "关闭阀门，开窗通风")]
    assert [(result.marks, result.passed) for result in given] == [(2.5, False), (5, True), (7.5, True)]
    assert "满分 7.5 分" in given[2].feedback


DIRECTIONS = """\
略
略。
（略）
答案略
参考答案：略
言之有理即可
言之有理即可。
言之成理即可得分
只要言之有理即可
学生自由作答，言之有理即可
谈自己的体会，言之有理即可
言之有理即可，酌情给分
围绕安全生产展开即可
围绕“人、机、环、管”展开即可。
围绕主题展开论述，观点明确，论据充分即可。
围绕学习贯彻关于安全生产的重要论述，结合本职工作展开即可。
围绕责任、投入、培训三方面展开。言之有理即可。
可围绕责任落实展开论述即可
结合本单位实际谈即可
结合岗位实际作答，言之有理即可
结合实际，自圆其说即可
根据实际自由发挥
针对本单位实际提出建议均可
从人的不安全行为、物的不安全状态等方面谈即可
开放题
开放性题目，言之有理即可
本题为开放题
答案不唯一
答案不唯一，言之有理即可
见教材
见课本第35页
酌情给分""".splitlines()
ORDINARY = """\
从上风向撤离即可。
按下急停按钮即可
按照操作规程停机即可
按压止血就行
按1小时内上报即可
从安全出口撤离就行
从楼梯走下去就行
根据火灾种类选用灭火器，用水扑救即可
从低到高，蓝、黄、橙、红即可
针对不同介质，干粉、二氧化碳灭火器都可
联系119即可
按照安全技术说明书处置即可
根据气体分析结果撤离即可
开放性伤口要压迫止血。
开放性骨折先止血再固定
开放式货架要固定
见书面交底记录
见到火情立即报警
见火情立即报警，拨打119即可
见证取样
结合本单位实际，制定应急预案。
围绕事故隐患排查治理建立闭环
针对查出的隐患，落实整改责任、措施、资金、时限、预案。
从源头上防范化解重大安全风险
根据《安全生产法》第二十一条
从人、机、环、管四个方面
酌情减速
略高于标准值
省略检查步骤会留下隐患
答案是119
从业人员应当遵守制度，服从管理。""".splitlines()


@pytest.mark.parametrize("reference", DIRECTIONS)
def test_a_direction_is_no_reference_answer(reference: str, tmp_path: Path) -> None:
    changed = {**GAS, "reference_answers": ["关闭阀门。", reference]}
    del changed["key_points"]
    assert faults_of(written(tmp_path, questions=[changed])) == [
        (
            "questions[0].reference_answers[1]",
            f"参考答案“{reference}”只给了作答方向，没有写出应答的内容，程序无从评分",
            "写出完整的参考答案，或写出要点 key_points；确实没有标准内容的题请留给人工评",
        )
    ]


@pytest.mark.parametrize("reference", DIRECTIONS)
def test_a_direction_does_where_there_are_key_points(reference: str) -> None:
    assert question(reference_answers=[reference]).reference_answers == (reference,)


@pytest.mark.parametrize("reference", ORDINARY)
def test_an_ordinary_reference_answer(reference: str) -> None:
    assert question(reference_answers=[reference], key_points=[]).reference_answers == (reference,)


EXAMPLES = Path(__file__).parents[2] / "examples" / "my-bank"


@pytest.mark.parametrize("folder", [EXAMPLES, bundled_reference()], ids=["examples", "bundled"])
def test_no_reference_answer_of_a_real_bank_is_only_a_direction(folder: Path) -> None:
    files = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.yaml"))]
    asked = [question for file in files for question in file.get("questions") or []]
    assert asked
    for real in asked:
        made = without("key_points", **real)
        assert made.reference_answers == tuple(text.strip() for text in real["reference_answers"])


QUOTED = [
    pytest.param(
        "坚持“安全第一、预防为主”，落实“全员责任”。（答出引号内的要点即可）",
        ["安全第一、预防为主", "全员责任"],
        id="said in brackets; a stretch is not cut",
    ),
    pytest.param("要“通风”，再“检测”。答出引号内要点即可。", ["通风", "检测"], id="said in a sentence"),
    pytest.param("引号内即可。要“通风”、“检测”。", ["通风", "检测"], id="said first"),
    pytest.param(
        "要“通风”和“检测”，答出引号内的要点即可。", ["通风", "检测"], id="said in the same sentence"
    ),
    pytest.param("「通风」和『检测』（引号内为准）", ["通风", "检测"], id="other quotation marks"),
    pytest.param('"通风"和"检测"。引号中的即可', ["通风", "检测"], id="plain quotation marks"),
    pytest.param("“通风”和“通风”。引号内即可", ["通风"], id="said twice, paid once"),
    pytest.param("“，”和“通风”。引号内即可", ["通风"], id="quotes without letters"),
]


@pytest.mark.parametrize(("reference", "names"), QUOTED)
def test_what_stands_in_quotation_marks_is_enough(reference: str, names: list[str]) -> None:
    asked = question(reference_answers=[reference], key_points=[])
    (derived,) = derived_questions(asked)
    assert [point.name for point in derived.key_points] == names
    assert [point.phrases for point in derived.key_points] == [(name,) for name in names]
    assert sum(point.marks for point in derived.key_points) == pytest.approx(4)
    assert Scorer(Bank(questions=(asked,))).score("gas", "，".join(names)).marks == 4


def test_a_quoted_stretch_earns_its_share() -> None:
    reference = "坚持“安全第一、预防为主”，落实“全员责任”。（答出引号内的要点即可）"
    scorer = Scorer(Bank(questions=(question(reference_answers=[reference], key_points=[]),)))
    assert scorer.score("gas", "安全第一、预防为主").marks == 2
    assert scorer.score("gas", "坚持落实").marks == 0


@pytest.mark.parametrize(
    "reference", ["要“通风”和“检测”。", "要“通风”，和“检测”，即可。", "要打上引号的“通风”和检测。"]
)
def test_quotation_marks_alone_say_nothing(reference: str) -> None:
    (derived,) = derived_questions(question(reference_answers=[reference], key_points=[]))
    assert all(not point.phrases for point in derived.key_points)
