"""Numbers that a key point asks for: 5家 = 五家 = 5 家, and 6家 contradicts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from safety_scoring.answer import Answer
from safety_scoring.match.finding import Finding
from safety_scoring.text.normalise import normalise
from safety_scoring.text.numerals import find_quantities

__all__ = ["Demand"]


@dataclass(frozen=True, slots=True)
class Demand:
    """A number with its units, as the bank asks for it.

    Attributes:
        written: as the bank writes it, such as ``5家/个``.
        value: the number.
        units: units that mean the same, each as it follows the number.
    """

    written: str
    value: Fraction
    units: tuple[str, ...]

    @classmethod
    def read(cls, written: str) -> Demand:
        """A demand from the bank: number, then unit; units of the same meaning are separated by ``/``.

        Raises:
            ValueError: there is no number or no unit.
        """
        written = written.strip()
        text = normalise(written).text  # as answers are read: 30mA is 30ma
        quantities = find_quantities(text)
        units = () if not quantities else _units(text[quantities[0].end :])
        if not units or quantities[0].start:
            raise ValueError(f"“{written}”不是数量，应写成 5家 或 24小时/钟头 这样")
        return cls(written, quantities[0].value, units)

    def neutral(self, clauses: Sequence[str]) -> tuple[str, ...]:
        """Clauses with every number of the unit replaced by the demanded one.

        What is said of the number is compared without the number; the number is compared as a number.
        """
        return tuple(map(self._neutral, clauses))

    def _neutral(self, clause: str) -> str:
        out, position = "", 0
        for _, start, end in self._numbers(clause):
            out += clause[position:start] + str(self.value)
            position = end
        return out + clause[position:]

    def _numbers(self, clause: str) -> list[tuple[Fraction, int, int]]:
        return [
            (quantity.value, quantity.start, quantity.end)
            for quantity in find_quantities(clause)
            if any(clause.startswith(unit, quantity.end) for unit in self.units)
        ]

    def check(self, findings: Sequence[Finding], answer: Answer, letters: str) -> list[Finding]:
        """Stretches that are about the quantity, confirmed or contradicted; those without a number left out.

        Where the right number stands, other numbers are its parts; so are several that add up to it.

        Args:
            findings: found by likeness, numbers left aside.
            answer: the answer.
            letters: its letters, slips read through.
        """
        given = [self._given(finding, answer, letters) for finding in findings]
        places = {place: value for values in given for place, value in values.items()}
        if len(places) > 1 and sum(places.values()) == self.value:
            right = [bool(values) for values in given]
        else:
            right = [self.value in values.values() for values in given]
        wrong = not any(right)
        return [
            replace(finding, kind="quantity", matched=self.written, credit=1.0, denied=wrong)
            for finding, values, fits in zip(findings, given, right, strict=True)
            if (values if wrong else fits)
        ]

    def _given(self, finding: Finding, answer: Answer, letters: str) -> dict[int, Fraction]:
        """The numbers of the unit in a stretch, by place; digits that layout or a point parts are none."""
        positions = answer.clauses.positions
        found = {}
        for value, start, end in self._numbers(letters[finding.start : finding.end]):
            first, last = positions[finding.start + start], positions[finding.start + end - 1]
            if last - first == end - start - 1:
                found[finding.start + start] = value
        return found


def _units(text: str) -> tuple[str, ...]:
    return tuple(unit.strip() for unit in text.replace("／", "/").split("/") if unit.strip())
