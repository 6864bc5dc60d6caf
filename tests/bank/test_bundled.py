"""The bank that comes with the package: the scheme of its first eleven questions, and what all have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from safety_scoring import Bank, load_bank
from safety_scoring.bank import bundled
from safety_scoring.bank.bundled import bundled_reference
from safety_scoring.bank.model import KeyPoint, Question
from safety_scoring.errors import BankError, Fault
from safety_scoring.text.clauses import cut_clauses
from safety_scoring.text.normalise import normalise

# question | its words | full marks, then its key points: id | name | marks | required
SCHEME = """\
redline-meaning | 对安全生产“红线”怎么理解？ | 12
  life-first | 发展不能以牺牲生命为代价 | 3 | required
  uncrossable | 红线不可逾越 | 2
  people-first | 以人为本、安全发展 | 2
  balance | 处理好安全与发展的关系 | 2
  awe | 戒惧敬畏之心 | 1
  accountability | 触碰红线必追责 | 2
redline-guarantee | 如何保证安全生产“红线”在本地区不被突破？ | 20
  ideology | 思想上高度重视 | 2
  zero-tolerance | 事故可防可控、零容忍 | 2
  publicity | 宣传教育 | 2
  training | 员工安全培训 | 2
  hazard-inspection | 隐患排查治理 | 2
  key-sectors | 重点领域专项整治 | 1
  closed-loop | 台账与跟踪销号 | 2
  top-leader | 一把手工程 | 1
  duty-system | 党政同责、一岗双责 | 2
  enterprise | 企业主体责任 | 1
  veto | 一票否决 | 2 | required
  accountability | 严肃追责 | 1
shared-duty | 对安全生产“党政同责、一岗双责”怎么理解？ | 10
  party-government | 党政同责 | 4 | required
  dual-duty | 一岗双责 | 4 | required
  three-musts | 三管三必须 | 2
first-responsible | 作为政府主要负责人，如何履行好安全生产第一责任人责任？ | 10
  attention | 思想高度重视 | 2
  vigilance | 忧患戒惧意识 | 2
  hands-on | 亲自抓落实 | 3 | required
  investment | 人财物投入 | 2
  four-in-place | 四到位 | 1
grassroots-enforcement | 如何加强基层安全生产监管执法力量建设？ | 10
  institution | 健全机构充实队伍 | 3 | required
  resources | 编制经费装备保障 | 2
  competence | 培训提升素质 | 2
  lawful | 规范执法 | 2
  joint | 机制网络与联合执法 | 1
industrial-park | 如何改进产业集聚区、工业园区的政府安全监管？ | 20
  subject | 明确监管主体 | 3
  planning | 纳入总体规划 | 2
  network | 完善监管网络 | 3
  responsibility | 推进责任落实 | 2
  veto | 一票否决 | 2 | required
  inspection | 监督检查制度 | 2
  hazard-ledger | 隐患台账与复查 | 2
  three-simultaneous | 三同时 | 2 | required
  duty-roster | 24小时值班 | 1
  source | 源头管理 | 1
prominent-problems | 当前本地区安全生产最突出的问题是什么？ | 8
  fireworks | 非法烟花爆竹 | 2
  fire-facilities | 消防设施滞后 | 2
  illegal-stations | 非法加油站 | 2
  enterprise-hazards | 企业先天隐患 | 2
listed-hazards | 政府挂牌督办的重大隐患有哪些，整改情况如何？ | 6
  count | 五家单位 | 1
  fire-cause | 火灾隐患整改不到位 | 2
  types | 单位类型 | 1
  rectified | 已整改销号 | 2 | required
source-governance | 如何汲取事故教训，从规划、设计、“三同时”等环节推进安全生产源头治理？ | 15
  lesson | 规划设计的教训 | 2
  case | 典型事故案例 | 1
  safety-in-planning | 规划设计安全优先 | 3
  standards | 严格标准合理布局 | 2
  approval-gate | 严把审批准入关 | 2
  three-simultaneous | 三同时 | 4 | required
  shutdown | 坚决关停 | 1
hazmat-leak | 辖区干线道路发生危险化学品运输车辆泄漏事故，如何启动应急预案、指挥抢险救援？ | 15
  activate | 启动相应级别预案 | 3 | required
  command | 成立现场指挥部 | 3
  departments | 部门联动 | 3
  experts | 专家参与 | 1
  dispatch | 下达指令赶赴现场 | 2
  support | 请求上级支援 | 3
suggestions | 对安全生产监管工作还有哪些意见和建议？ | 9
  targeted | 检查要有针对性 | 3
  technical | 专业技术人员参与 | 3
  incentive | 奖励激励政策 | 3
"""
QUESTIONS = [block.splitlines() for block in re.split(r"\n(?! )", SCHEME.strip())]


def as_in_the_scheme(question: Question) -> list[str]:
    """The question as the lines of the scheme."""
    points = [
        f"  {point.id} | {point.name} | {point.marks:g}{' | required' if point.required else ''}"
        for point in question.key_points
    ]
    return [f"{question.id} | {question.question} | {question.full_marks:g}", *points]


def terms(point: KeyPoint) -> list[str]:
    """Every set term that earns a point."""
    words = [word for part in (point.parts.terms if point.parts else ()) for word in part.split("/")]
    return words + [word.strip() for phrase in point.phrases for word in phrase.split("+")]


def test_it_holds_the_eleven_questions_and_thirty_more(bundled_bank: Bank) -> None:
    assert len(QUESTIONS) == 11
    assert len(bundled_bank.questions) >= 41
    assert {question.id for question in bundled_bank.questions} >= {
        lines[0].partition(" ")[0] for lines in QUESTIONS
    }


@pytest.mark.parametrize("lines", QUESTIONS, ids=[lines[0].partition(" ")[0] for lines in QUESTIONS])
def test_a_question_is_asked_and_marked_as_the_scheme_says(lines: list[str], bundled_bank: Bank) -> None:
    assert as_in_the_scheme(bundled_bank.question(lines[0].partition(" ")[0])) == lines


def test_six_tenths_pass_in_steps_of_half_a_mark(bundled_bank: Bank) -> None:
    for question in bundled_bank.questions:
        assert question.pass_marks == pytest.approx(0.6 * question.full_marks)
        assert question.mark_step == 0.5
        assert question.similarity_weight == 0


def test_every_question_has_one_to_three_reference_answers(bundled_bank: Bank) -> None:
    assert {len(question.reference_answers) for question in bundled_bank.questions} <= {1, 2, 3}


def test_every_key_point_is_complete(bundled_bank: Bank) -> None:
    lacking = [
        f"{question.id}/{point.id} {name}"
        for question in bundled_bank.questions
        for point in question.key_points
        for name in ("phrases", "statements", "partial", "not_", "hint", "next_step", "source")
        if not getattr(point, name) and not (name == "phrases" and point.parts)
    ]
    assert lacking == []


def test_every_key_point_has_many_statements_and_none_twice(bundled_bank: Bank) -> None:
    for question in bundled_bank.questions:
        for point in question.key_points:
            assert len(point.statements) >= 15, (question.id, point.id)
            assert len(point.not_) >= 5, (question.id, point.id)
            assert len(set(point.statements)) == len(point.statements), (question.id, point.id)


def test_no_hint_gives_its_point_away(bundled_bank: Bank) -> None:
    told = [
        (question.id, point.id, term)
        for question in bundled_bank.questions
        for point in question.key_points
        for term in {point.name, *point.phrases}
        if term in point.hint and term not in question.question
    ]
    assert told == []


def test_no_set_term_is_taken_for_a_list_marker(bundled_bank: Bank) -> None:
    for question in bundled_bank.questions:
        for point in question.key_points:
            for term in terms(point):
                normalised = normalise(term)
                letters = "".join(filter(str.isalnum, normalised.text))
                assert cut_clauses(normalised).letters == letters, (question.id, point.id)


def test_it_is_the_bank_where_none_is_given(bundled_bank: Bank) -> None:
    assert load_bank(bundled_reference()) == bundled_bank


# why, folders, where the bank is found
PLACES = [
    ("a wheel holds it inside", ["site/safety_scoring/reference"], "site/safety_scoring/reference"),
    ("a clone has it beside the package", ["site/reference"], "site/reference"),
    (
        "the wheel's own before a stranger's beside it",
        ["site/safety_scoring/reference", "site/reference"],
        "site/safety_scoring/reference",
    ),
]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the package is installed at ``site/safety_scoring``."""
    monkeypatch.setattr(bundled, "__file__", str(tmp_path / "site/safety_scoring/bank/bundled.py"))
    return tmp_path


@pytest.mark.parametrize(("folders", "found"), [row[1:] for row in PLACES], ids=[why for why, _, _ in PLACES])
def test_it_is_found_however_the_package_is_installed(
    folders: list[str], found: str, installed: Path
) -> None:
    for folder in folders:
        (installed / folder).mkdir(parents=True)
    assert bundled_reference() == (installed / found).resolve()


def test_an_installation_without_it_is_told_so(installed: Path) -> None:
    (installed / "site").mkdir()
    (installed / "site/reference").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(BankError) as caught:
        bundled_reference()
    assert caught.value.faults == (
        Fault("安装不完整，找不到自带题库", "重新安装 safety-scoring，或用 --reference 指定题库"),
    )
