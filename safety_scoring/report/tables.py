"""The four tables of the workbook: their columns, and results and figures as rows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from safety_scoring.report.columns import OURS, RAW, Cell, detail_columns, own_columns, own_names
from safety_scoring.report.sheet import Column
from safety_scoring.report.standings import Standings
from safety_scoring.report.summary import Figures
from safety_scoring.report.words import number, yes_or_no
from safety_scoring.result import STATUS_NAMES, KeyPointResult, ScoreResult

__all__ = [
    "HIT_COLUMNS",
    "POINT_COLUMNS",
    "detail_layout",
    "detail_styles",
    "hit_rows",
    "person_layout",
    "person_rows",
    "person_styles",
    "point_rows",
    "point_styles",
]

Rows = Iterator[tuple[Cell, ...]]
Special = Mapping[int, str]

POINT_COLUMNS = (
    Column("编号", 14, "id"),
    Column("题目编号", 20),
    Column("要点编号", 18),
    Column("要点", 24),
    Column("分值", 8, "number"),
    Column("得分", 8, "number"),
    Column("状态", 13),
    Column("依据原文", 48),
    Column("说明", 40),
    Column("改判得分", 11, "fill"),
    Column("改判人", 12, "fill"),
    Column("改判理由", 36, "fill"),
)
"""Sheet 要点得分; the last three are for an examiner to fill in."""

HIT_COLUMNS = (
    Column("题目编号", 20),
    Column("题目", 40),
    Column("要点编号", 18),
    Column("要点", 26),
    Column("分值", 8, "number"),
    Column("必答", 8),
    Column("份数", 8, "count"),
    *(Column(name, 13, "count") for status, name in STATUS_NAMES.items() if status != "by_hand"),
    Column("命中率", 10, "ratio"),
    Column("得分率", 10, "ratio"),
)
"""Sheet 要点统计."""

_WIDTHS = (14, 20, 34, 60, 8, 8, 11, 10, 10, 10, 30, 24, 30, 20, 24, 46, 36, 30)
_OWN_WIDTHS = {**dict(zip(OURS, _WIDTHS, strict=True)), RAW: 12}
_OWN_STYLES = {
    "编号": "id",
    "得分": "number",
    RAW: "number",
    "满分": "number",
    "覆盖率": "ratio",
    "相似度": "ratio",
    "把握度": "ratio",
    "签名": "text",
}
_TOTALS = (
    Column("总分", 9, "number"),
    Column("满分", 9, "number"),
    Column("得分率", 10, "ratio"),
    Column("是否及格", 11),
    Column("备注", 36),
)
_STATUS_STYLES = {
    "covered": "good",
    "partial": "half",
    "missed": "weak",
    "contradicted": "bad",
    "by_hand": "look",
}


def detail_layout(extra: Sequence[str], *, calibrated: bool) -> tuple[Column, ...]:
    """Sheet 明细: the other columns of the input first, then ours."""
    ours = detail_columns(extra, calibrated=calibrated)[len(extra) :]
    return (
        *(Column(name, 16, "id") for name in extra),
        *(
            Column(name, _OWN_WIDTHS[plain], _OWN_STYLES.get(plain, "wrap"))
            for name, plain in zip(ours, own_columns(calibrated=calibrated), strict=True)
        ),
    )


def detail_styles(result: ScoreResult, extra: Sequence[str], *, calibrated: bool) -> Special:
    """What stands out in a row of 明细: a fail, a reason to look, an error."""
    columns = own_columns(calibrated=calibrated)
    marked = {
        "是否及格": "bad" if result.marks is not None and not result.passed else "",
        "需人工查看": "look" if result.flags else "",
        "错误": "look" if result.error else "",
    }
    return {len(extra) + columns.index(name): style for name, style in marked.items() if style}


def point_rows(result: ScoreResult) -> Rows:
    """Rows of 要点得分; a decision already made stands where an examiner would write it."""
    for point in result.key_points:
        decided = point.override
        yield (
            result.id,
            result.question,
            point.id,
            point.name,
            point.marks,
            point.awarded,
            STATUS_NAMES[point.status],
            "\n".join(evidence.text for evidence in point.evidence),
            _why(point),
            *((point.awarded, decided.by, decided.why) if decided else (None, None, None)),
        )


def point_styles(point: KeyPointResult) -> Special:
    """The colour of the status."""
    return {6: _STATUS_STYLES[point.status]}


def hit_rows(figures: Figures) -> Rows:
    """Rows of 要点统计, question by question, most missed first."""
    for question in figures.questions:
        for point in question.key_points:
            yield (
                question.id,
                question.text,
                point.id,
                point.name,
                point.marks,
                yes_or_no(point.required),
                point.count,
                point.covered,
                point.partial,
                point.missed,
                point.contradicted,
                point.hit_rate,
                point.score_rate,
            )


def person_layout(standings: Standings, extra: Sequence[str]) -> tuple[Column, ...]:
    """Sheet 成绩: the person, a column a question, totals."""
    kept = _of_persons(standings, extra)
    asked = [f"{question.text}（{number(question.full_marks)} 分）" for question in standings.asked()]
    names = own_names(("编号", *asked, *(column.name for column in _TOTALS)), kept)
    return (
        Column(names[0], 14, "id"),
        *(Column(name, 16, "id") for name in kept),
        *(Column(name, 18, "number") for name in names[1 : 1 + len(asked)]),
        *(
            Column(name, column.width, column.style)
            for name, column in zip(names[1 + len(asked) :], _TOTALS, strict=True)
        ),
    )


def person_rows(standings: Standings, extra: Sequence[str]) -> Rows:
    """Rows of 成绩, in the order in which persons came."""
    kept = _of_persons(standings, extra)
    for person in standings.persons():
        yield (
            person.id,
            *(person.other(name) for name in kept),
            *(person.mark(question.id) for question in standings.asked()),
            *person.totals(),
        )


def person_styles(row: Sequence[Cell]) -> Special:
    """What stands out in a row of 成绩: a fail, something undecided."""
    passed, remarks = len(row) - 2, len(row) - 1
    if row[remarks]:
        return {passed: "look", remarks: "look"}
    return {passed: "bad"} if row[passed] == yes_or_no(False) else {}


def _of_persons(standings: Standings, extra: Sequence[str]) -> tuple[str, ...]:
    """The other columns that tell of the person, such as name and unit, not of the single answer."""
    return tuple(name for name in extra if not standings.varies(name))


def _why(point: KeyPointResult) -> str:
    nearest = f"最接近的语句：“{point.nearest}”" if point.nearest else ""
    return "\n".join(text for text in (point.reason, nearest) if text)
