"""A training platform: mark on submission, store the result, show the feedback, accept an appeal.

Run it: `python examples/training_platform.py`. Results stay in the database as the published JSON.
"""

import json
import sqlite3
from pathlib import Path

from safety_scoring import Scorer, ScoreResult, load_bank

scorer = Scorer(load_bank(Path(__file__).parent / "my-bank"))  # once a process; threads may share it
database = sqlite3.connect(":memory:")  # a file name keeps the results
database.execute("CREATE TABLE results (learner TEXT, question TEXT, answer TEXT, result TEXT)")


def submit(learner: str, question: str, answer: str) -> str:
    """Mark an answer, store it, and return what the learner reads: hints until it is passed."""
    result = scorer.score(question, answer, id=learner)
    data = json.dumps(result.to_dict(), ensure_ascii=False)
    database.execute("INSERT INTO results VALUES (?, ?, ?, ?)", (learner, question, answer, data))
    return result.feedback if result.passed else result.feedback_hints


def appeal(learner: str, question: str, key_point: str, *, awarded: float, by: str, why: str) -> ScoreResult:
    """Put an examiner's decision into effect; marks and feedback are redone, the rest stands."""
    stored = "SELECT answer, result FROM results WHERE learner = ? AND question = ?"
    answer, data = database.execute(stored, (learner, question)).fetchone()
    result = ScoreResult.from_dict(json.loads(data), answer)
    return result.override(key_point, awarded, by=by, why=why)


if __name__ == "__main__":
    print(submit("张三", "confined-space", "先通风，外面有监护人，备好安全绳。"))
    decided = appeal("张三", "confined-space", "gas-test", awarded=3, by="李老师", why="口试时已答对")
    print(f"改判后：{decided.marks:g} / {decided.full_marks:g}，{'及格' if decided.passed else '不及格'}")
    database.close()
