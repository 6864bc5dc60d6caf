"""All rules of the check by the names that its output shows, and the page of each."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from safety_scoring.authoring.check import (
    few_statements,
    form,
    hint_tells,
    inside_word,
    near_miss_pays,
    no_hint,
    no_near_miss,
    no_source,
    other_question,
    phrase_dump,
    points_overlap,
    question_pays,
    reference_marks,
    required_unreached,
    same_question,
    shared_unknown,
    statement_misses,
)
from safety_scoring.authoring.check.problem import Rule

__all__ = ["PAGES", "RULES"]

RULES: Mapping[str, Rule] = {
    "same-question": same_question.find,
    "reference-marks": reference_marks.find,
    "required-unreached": required_unreached.find,
    "statement-misses": statement_misses.find,
    "near-miss-pays": near_miss_pays.find,
    "question-pays": question_pays.find,
    "points-overlap": points_overlap.find,
    "other-question": other_question.find,
    "hint-tells": hint_tells.find,
    "inside-word": inside_word.find,
    "phrase-dump": phrase_dump.find,
    "shared-unknown": shared_unknown.find,
    "few-statements": few_statements.find,
    "no-near-miss": no_near_miss.find,
    "no-hint": no_hint.find,
    "no-source": no_source.find,
}
"""What marks the bank with its own words; `form` comes before, as it is found in reading."""

PAGES: Mapping[str, str] = {
    "form": (form.__doc__ or "").strip(),
    **{name: (sys.modules[rule.__module__].__doc__ or "").strip() for name, rule in RULES.items()},
}
"""The examiner's page on each rule."""
