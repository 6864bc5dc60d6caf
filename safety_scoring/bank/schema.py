"""The JSON Schema of bank files, from the model: editors complete and explain fields by it."""

from __future__ import annotations

import json
from typing import Any

from safety_scoring.bank.model import Bank

__all__ = ["schema_text"]

_FIELDS: dict[str, dict[str, str]] = {
    "Bank": {
        "questions": "题目，至少一道",
        "elsewhere": "说的是别的事的句子；像它们的话不得分",
        "synonyms": "同义词，一组一行，词与词用 / 隔开；phrases 和 parts 里有其中一个词，其他词也认",
    },
    "Question": {
        "id": "题目编号，全库唯一；小写字母、数字和连字符",
        "question": "题目原文；末尾写明分值（5分）时可以不写 full_marks",
        "full_marks": "满分，可以是小数",
        "pass_marks": "及格分；不写为满分的 60%",
        "mark_step": "得分取整的步长；不写为 0.5（满分不到 5 分时为满分的二十分之一）",
        "reference_answers": "参考答案，一份或几份，每份都是完整的作答",
        "key_points": "要点；不写则从参考答案里自动提取",
        "similarity_weight": "相似度占总分的比例，0 到 0.5；不写为 0",
    },
    "KeyPoint": {
        "id": "要点编号，题内唯一；小写字母、数字和连字符",
        "name": "要点名称，学员看得到",
        "marks": "分值；各要点之和等于满分",
        "required": "必答要点：不得分则总分不及格",
        "by_hand": "留给人工评的要点，例如“表述清楚”；程序不评",
        "phrases": "固定说法，有其一即得分；“甲 + 乙”表示同一句里都要有",
        "statements": "整句的说法，意思相近即得分；至少五条，越多样越好",
        "partial": "只说到一半的说法",
        "not": "不该给分的说法：否认、敷衍、说的是别的事",
        "parts": "由几个部分组成，答出几个得满分",
        "quantity": "必须答出的数量，例如 24小时/钟头；写成列表表示都要答出；至少1米、至多30毫安是界限",
        "yields_to": "同一句话得了这些要点的分，就不再得本要点的分",
        "shared_with": "同样的话也可以得分的要点：同题写要点编号，别题写 题目编号/要点编号",
        "hint": "给学员的提示，不能说出答案",
        "next_step": "漏了这个要点的学员下一步做什么",
        "source": "依据：法律或标准的名称、版本、条款；没有则写 none：理由",
    },
    "Parts": {
        "terms": "每个部分一行；意思相同的词用 / 隔开",
        "full": "答出几个不同的部分得满分",
        "half": "答出几个得一半",
        "each": "每答出一个部分得一份，答够 full 个得满分",
        "ordered": "只有按列出的先后说才算",
        "within": "这些部分要说在同一个小句（clause）、同一句（sentence），还是整份作答里（answer）",
    },
}


def schema_text() -> str:
    """The schema as a JSON document, the same for the same model."""
    schema: dict[str, Any] = Bank.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs")
    every = {"Bank": schema, **definitions}
    for model, fields in _FIELDS.items():
        every[model].pop("description", None)
        for name, description in fields.items():
            every[model]["properties"][name]["description"] = description
    for model in every.values():
        for field in model["properties"].values():
            _plain(field)
    schema["properties"]["questions"].pop("minItems", None)  # a file may hold nothing but `elsewhere`
    question = definitions["Question"]
    for derived in ("pass_marks", "mark_step"):
        question["properties"][derived].pop("default", None)
    question["required"].remove("full_marks")  # the question's own text may say it
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "safety-scoring 题库",
        "required": [],
        "anyOf": [{"required": [name]} for name in _FIELDS["Bank"]],
        "$defs": definitions,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plain(field: dict[str, Any]) -> None:
    """Without what only Python knows: None where a field is left out, and names of attributes."""
    field.pop("title", None)
    kinds = [kind for kind in field.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        del field["anyOf"]
        field.pop("default", None)
        field.update(kinds[0])
