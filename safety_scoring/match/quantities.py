"""Numbers that a key point asks for: 5家 = 五家 = 5 家, 60分钟 = 1小时, and 6家 contradicts them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain

from safety_scoring.answer import Answer
from safety_scoring.bank.quantity import LIMITS
from safety_scoring.match.finding import Finding
from safety_scoring.match.units import equivalents
from safety_scoring.text.normalise import normalise
from safety_scoring.text.numerals import find_quantities

__all__ = ["Demand", "Demands"]

_HALF = 0.5
_DECIMAL = re.compile(r"\d+\.\d+")
_LEAST, _MOST = LIMITS
_NOT = "(?:不|禁止|严禁|切勿|勿|别|未|没有?)(?:得|能|可|应当?|许|准|要|宜|允许)*"
_BEFORE = tuple(  # the first that the words before a number end in
    (limit, re.compile(f"(?:{words})[每约了个]?$"))
    for limit, words in (
        (
            _MOST,
            f"{_NOT}(?:超过|超|大于|多于|高于|长于|迟于|晚于)|至多|最多|最大|最高|顶多|小于(?:或|或者)?等于",
        ),
        (_LEAST, f"{_NOT}(?:少于|小于|低于|短于|近于)|至少|最少|最小|最低|起码|大于(?:或|或者)?等于"),
        (_LEAST, "大于|超过|多于|高于"),
        (_MOST, f"小于|少于|低于|不足|不到|不满|{_NOT}达到"),
    )
)
_AFTER = (
    (_MOST, re.compile("[及或和]?(?:以内|之内|内|以下|之下|封顶|不到)")),
    (_LEAST, re.compile("[及或和]?(?:以上|之上|以外|之外|开外|往上|打底|起步)")),
)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of an answer with its unit.

    Attributes:
        value: the number.
        unit: the letters that follow it.
        start, end: half-open offsets of number and unit.
        limit: what the words around it make of it: 至少, 至多 or nothing.
    """

    value: Fraction
    unit: str
    start: int
    end: int
    limit: str


@dataclass(frozen=True, slots=True)
class Demand:
    """One quantity, as the bank asks for it.

    Attributes:
        written: as the bank writes it, such as ``5家/个`` or ``1小时/60分钟``.
        alternatives: numbers with the unit that follows them, each as good as the others.
        limit: 至少, 至多, or nothing where only the number itself will do.
    """

    written: str
    alternatives: tuple[tuple[Fraction, str], ...]
    limit: str = ""

    @classmethod
    def read(cls, written: str, *, alone: bool = True) -> Demand:
        """A quantity from the bank.

        Args:
            written: as the bank has it.
            alone: whether it is the only one of its point; then what is said in larger or smaller units
                is converted, which of two (4小时, 20分钟) could be meant for either.

        Raises:
            ValueError: there is no number or no unit.
        """
        written = written.strip()
        text = normalise(written).text.replace("／", "/")  # as answers are read: 30mA is 30ma
        limit = next((word for word in LIMITS if text.startswith(word)), "")
        alternatives: list[tuple[Fraction, str]] = []
        for piece in (part.strip().removeprefix(limit) for part in text.split("/")):
            quantities = find_quantities(piece)
            if quantities and not quantities[0].start and piece[quantities[0].end :].strip():
                alternatives.append((quantities[0].value, piece[quantities[0].end :].strip()))
            elif alternatives and piece:
                alternatives.append((alternatives[-1][0], piece))
        if not alternatives:
            raise ValueError(f"“{written}”不是数量，应写成 5家、24小时/钟头 或 至少1米 这样")
        same = (pair for asked in alternatives for pair in equivalents(*asked, other=alone))
        own = {unit for _, unit in alternatives}
        return cls(written, (*alternatives, *(pair for pair in same if pair[1] not in own)), limit)

    @property
    def value(self) -> Fraction:
        """The number, in the unit that the bank names first."""
        return self.alternatives[0][0]

    def met_by(self, number: _Number) -> bool:
        """Whether a number is what is asked for; one that is limited the other way is not."""
        if self.limit and number.limit and number.limit != self.limit:
            return False
        return any(
            unit == number.unit and self._fits(number.value, value) for value, unit in self.alternatives
        )

    def _fits(self, given: Fraction, asked: Fraction) -> bool:
        if self.limit == _LEAST:
            return given >= asked
        return given <= asked if self.limit == _MOST else given == asked


@dataclass(frozen=True, slots=True)
class Demands:
    """All quantities of a key point; each must be said.

    Attributes:
        each: at least one.
    """

    each: tuple[Demand, ...]

    @property
    def written(self) -> str:
        """As the bank writes them."""
        return "、".join(demand.written for demand in self.each)

    def neutral(self, clauses: Sequence[str]) -> tuple[str, ...]:
        """Clauses with every number of a unit replaced by the demanded one.

        What is said of the number is compared without the number; the number is compared as a number.
        """
        return tuple(map(self._neutral, clauses))

    def _neutral(self, clause: str) -> str:
        value, unit = self.each[0].alternatives[0]
        several = len({unit for demand in self.each for _, unit in demand.alternatives}) > 1
        out, position = "", 0
        for number in self._numbers(clause):
            out += clause[position : number.start] + str(value) + (unit if several else number.unit)
            position = number.end
        return out + clause[position:]

    def _numbers(self, clause: str) -> Iterator[_Number]:
        units = sorted(
            {unit for demand in self.each for _, unit in demand.alternatives}, key=len, reverse=True
        )
        for quantity in find_quantities(clause):
            unit = next((unit for unit in units if clause.startswith(unit, quantity.end)), None)
            if unit is not None:
                end = quantity.end + len(unit)
                limit = _limit(clause[: quantity.start], clause[end:])
                yield _Number(quantity.value, unit, quantity.start, end, limit)

    def check(
        self, findings: Sequence[Finding], answer: Answer, letters: str, others: Sequence[Demands] = ()
    ) -> list[Finding]:
        """Stretches that are about the quantities, confirmed or contradicted.

        Where the right number stands, other numbers are its parts; so are several that add up to it.
        What names no number is left out, unless it is what the bank pays half for; what names some of
        several numbers earns their share.

        Args:
            findings: found by likeness or by set terms, numbers left aside.
            answer: the answer.
            letters: its letters, slips read through.
            others: what the other key points of the question ask for; a number that one of them asks
                for contradicts nothing here.
        """
        given = [self._given(finding, answer, letters) for finding in findings]
        every = {number.start: number for numbers in given for number in numbers}
        met = {demand for demand in self.each if any(map(demand.met_by, every.values()))}
        parts = not met and self._add_up(list(every.values()))
        credit = 1.0 if parts else len(met) / len(self.each)
        wrong = not credit
        out = []
        for finding, numbers in zip(findings, given, strict=True):
            fits = parts or any(demand.met_by(number) for demand in met for number in numbers)
            against = wrong and not all(_asked_for(number, others) for number in numbers)
            if numbers and (against or fits):
                out.append(
                    replace(
                        finding,
                        kind="quantity",
                        matched=self.written,
                        credit=1.0 if wrong else credit,
                        denied=wrong,
                    )
                )
            elif not numbers and finding.credit == _HALF and not self._beside(finding, answer, letters):
                out.append(finding)
        return out

    def _beside(self, finding: Finding, answer: Answer, letters: str) -> bool:
        """Whether the clauses of a stretch name a number of the units beside it."""
        first, last = answer.clauses.covering(finding.start, finding.end)
        start, end = answer.clauses.starts[first], answer.clauses.ends[last - 1]
        return bool(self._given(replace(finding, start=start, end=end), answer, letters))

    def _add_up(self, numbers: Sequence[_Number]) -> bool:
        """Whether several numbers of one unit make up the only one that is asked for."""
        if len(self.each) > 1 or len(numbers) < 2:
            return False
        units = {number.unit for number in numbers}
        total = sum((number.value for number in numbers), Fraction())
        return len(units) == 1 and (total, units.pop()) in self.each[0].alternatives

    def _given(self, finding: Finding, answer: Answer, letters: str) -> list[_Number]:
        """The numbers of the units in a stretch, placed in the answer; digits that layout parts are none."""
        positions = answer.clauses.positions
        found = []
        for number in self._numbers(letters[finding.start : finding.end]):
            start, end = finding.start + number.start, finding.start + number.end
            digits = end - len(number.unit)
            if positions[digits - 1] - positions[start] == digits - start - 1:
                found.append(replace(number, start=start, end=end))
        return [*found, *self._decimals(finding, answer)]

    def _decimals(self, finding: Finding, answer: Answer) -> Iterator[_Number]:
        """Numbers with a point, which letters do not hold."""
        positions, text = answer.clauses.positions, answer.normalised.text
        until = positions[finding.end - 1] + 1
        for match in _DECIMAL.finditer(text, positions[finding.start], until):
            for number in self._numbers(match[0] + text[match.end() : until].lstrip()):
                start = bisect_left(positions, match.start())
                end = bisect_left(positions, match.end()) + len(number.unit)
                if not number.start:
                    limit = _limit(text[: match.start()], text[match.end() :].lstrip()[len(number.unit) :])
                    yield replace(number, start=start, end=end, limit=limit)


def _asked_for(number: _Number, others: Sequence[Demands]) -> bool:
    return any(demand.met_by(number) for demands in others for demand in demands.each)


def _limit(before: str, after: str) -> str:
    """What the words around a number make of it."""
    stated = (limit for limit, words in _BEFORE if words.search(before))
    follows = (limit for limit, words in _AFTER if words.match(after))
    return next(chain(stated, follows), "")
