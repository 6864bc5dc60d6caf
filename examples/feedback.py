"""A learner's feedback in two levels: hints only for another try, then everything by name.

Run it: `python examples/feedback.py`, or with an answer of your own:
`python examples/feedback.py shared-duty "党委和政府都要抓安全。"`.
"""

import sys

from safety_scoring import Scorer

QUESTION = "shared-duty"
ANSWER = "党委和政府都要对安全生产负责，干哪一行的领导就管好哪一行的安全。"

question, answer = sys.argv[1:3] if len(sys.argv) > 2 else (QUESTION, ANSWER)
result = Scorer().score(question, answer)

print(f"题目：{result.question_text}")
print(f"得分：{result.marks:g} / {result.full_marks:g}")
for point in result.key_points:
    for evidence in point.evidence:
        print(f"  {point.name}：“{evidence.text}”（{evidence.start}—{evidence.end}）")
print(f"\n先看提示，再答一次：\n{result.feedback_hints}")
print(f"\n完整反馈：\n{result.feedback}")
