"""What pydantic finds wrong with one field, in the words of an examiner, and the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["explain"]

_WORDS = {
    "missing": ("缺少必填字段 {field}", "补上这个字段"),
    "string_type": ("这里应是文字", "写成加引号的文字"),
    "string_too_short": ("没有内容", "补上内容，或删去这一项"),
    "float_type": ("这里应是数", "写成 2 或 2.5 这样的数，不加引号"),
    "float_parsing": ("这里应是数", "写成 2 或 2.5 这样的数，不加引号"),
    "int_type": ("这里应是整数", "写成 2、3 这样的整数，不加引号"),
    "int_parsing": ("这里应是整数", "写成 2、3 这样的整数，不加引号"),
    "int_from_float": ("这里应是整数", "写成 2、3 这样的整数，不加引号"),
    "bool_type": ("这里应是 true 或 false", "写成 true 或 false，不加引号"),
    "bool_parsing": ("这里应是 true 或 false", "写成 true 或 false，不加引号"),
    "tuple_type": ("这里应是列表", "每项一行，以 “- ” 开头；或写成 [甲, 乙]"),
    "model_type": ("这里应是一组字段", "写成 “字段: 内容”，每个字段一行"),
    "dict_type": ("这里应是一组字段", "写成 “字段: 内容”，每个字段一行"),
    "too_short": ("列表太短", "补上内容；列表不能为空"),
    "greater_than": ("数值太小", "写一个大于 0 的数"),
    "greater_than_equal": ("数值太小", "写一个更大的数"),
    "less_than_equal": ("数值太大", "写一个更小的数（similarity_weight 不超过 0.5）"),
    "string_pattern_mismatch": ("编号不合规", "只用小写字母、数字和连字符，例如 redline-meaning"),
    "literal_error": ("不是可选的值", "写成 clause、sentence 或 answer"),
    "quantity": ("“{input}”不是带单位的数量", "写成 5家、24小时/钟头 或 至少1米 这样"),
    "finite_number": ("这里应是有限的数", "写成 2 或 2.5 这样的数"),
}
_UNFORESEEN = ("内容不合规（{msg}）", "对照 README 的题库格式改正")


def explain(kind: str, error: Mapping[str, Any] | None = None) -> tuple[str, str]:
    """What is wrong, and the remedy.

    Args:
        kind: pydantic's name for it.
        error: pydantic's error, where there is one.
    """
    what, remedy = _WORDS.get(kind, _UNFORESEEN)
    if error is None:
        return what, remedy
    return what.format(field=error["loc"][-1], input=error["input"], msg=error["msg"]), remedy
