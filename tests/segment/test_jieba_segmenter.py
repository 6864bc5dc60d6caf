"""Our jieba cuts as jieba does, and neither sees nor touches anybody else's.

What is global is tested in processes of their own, with a temp folder of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import safety_scoring
from safety_scoring.segment.jieba_segmenter import JiebaSegmenter, segmenter

ROOT = Path(safety_scoring.__file__).parents[1]
TEXTS = [
    "张三同时间赛跑",
    "落实安全生产一票否决制度",
    "新建、改建、扩建项目必须做到三同时",
    "24小时值班，领导带班",
    "",
    "𠮷野家 OK，1.5万",
]
PRELUDE = """
import json, logging, sys, tempfile, types
from safety_scoring.segment.jieba_segmenter import JiebaSegmenter, segmenter
TEXTS = json.loads(sys.argv[1])
def ours():
    return [segmenter().cut(text) for text in TEXTS]
"""
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run code after the prelude in a new process; gives what the code leaves in `result`."""

    def ran(code: str, *options: str) -> Any:
        script = f"{PRELUDE}{code}\nsys.stdout.buffer.write(json.dumps(result).encode())"
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(tmp_path),
            "HOME": str(tmp_path / "home"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        done = subprocess.run(
            [sys.executable, *options, "-c", script, json.dumps(TEXTS)],
            capture_output=True,
            env=environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        assert done.stderr == b""
        return json.loads(done.stdout)

    return ran


@pytest.fixture(scope="module")
def cuts() -> list[list[str]]:
    return [segmenter().cut(text) for text in TEXTS]


CUTS = [
    ("a set term falls apart", "三同时制度", ["三", "同时", "制度"]),
    ("a word across the set term", "张三同时间赛跑", ["张三同", "时间", "赛跑"]),
    ("digits and letters hold together", "24小时OK", ["24", "小时", "OK"]),
    ("no text, no words", "", []),
    ("one character", "安", ["安"]),
    ("punctuation is a word", "安全，", ["安全", "，"]),
]


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in CUTS], ids=[why for why, _, _ in CUTS])
def test_cut(text: str, words: list[str]) -> None:
    assert segmenter().cut(text) == words


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("安全生产一票否决，1 a𠮷"),
        max_size=60,
    )
)
def test_the_words_of_any_text_join_to_it_again(text: str) -> None:
    words = segmenter().cut(text)
    assert "".join(words) == text
    assert "" not in words


def test_a_frequency_is_known_for_words_of_the_dictionary_only() -> None:
    assert segmenter().frequency("安全") > segmenter().frequency("一票否决") > 0
    assert segmenter().frequency("安全生产一票否决") == 0


def test_the_signature_names_the_version() -> None:
    assert segmenter().signature == f"jieba {version('jieba')}"


def test_a_process_has_one_segmenter() -> None:
    assert segmenter() is segmenter()


def test_two_segmenters_cut_alike(cuts: list[list[str]]) -> None:
    assert [JiebaSegmenter().cut(text) for text in TEXTS] == cuts


def test_eight_threads_cut_as_one_does(cuts: list[list[str]]) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(segmenter().cut, TEXTS * 100)) == cuts * 100


def test_eight_threads_that_come_first_share_one_segmenter(run: Run) -> None:
    code = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
barrier = Barrier(8)
def first(_):
    barrier.wait()
    return id(segmenter())
with ThreadPoolExecutor(8) as pool:
    result = len(set(pool.map(first, range(8))))
"""
    assert run(code) == 1


def test_it_is_quiet_where_warnings_are_errors(run: Run, cuts: list[list[str]], tmp_path: Path) -> None:
    uncompiled = f"pycache_prefix={tmp_path / 'none'}"  # so that warnings of the compiler are given as well
    assert run("result = ours()", "-W", "error", "-X", "dev", "-X", uncompiled) == cuts


def test_importing_it_loads_no_jieba(run: Run) -> None:
    assert run("result = [name for name in sys.modules if 'jieba' in name.lower()]") == [
        "safety_scoring.segment.jieba_segmenter"
    ]


def test_the_jieba_of_the_host_is_not_loaded(run: Run) -> None:
    code = "ours(); result = sorted({'jieba', 'jieba.finalseg', 'pkg_resources'} & sys.modules.keys())"
    assert run(code) == []


HOST = """
import warnings
warnings.simplefilter("ignore")
import jieba
jieba.setLogLevel(logging.CRITICAL)
jieba.dt.tmp_dir = tempfile.mkdtemp()
"""
MEDDLING = """
jieba.add_word("安全生产一票否决")
jieba.add_word("张三同时")
jieba.del_word("时间")
jieba.del_word("一票否决")
jieba.suggest_freq(("值", "班"), tune=True)
jieba.add_word("改建", freq=0)
"""


def test_words_that_the_host_adds_or_deletes_change_no_cut(run: Run, cuts: list[list[str]]) -> None:
    before, host, after = run(
        f"{HOST}{MEDDLING}host = [jieba.lcut(text) for text in TEXTS]\nresult = [ours(), host, ours()]"
    )
    assert host != cuts
    assert before == after == cuts


def test_words_that_the_host_changes_later_change_no_cut(run: Run, cuts: list[list[str]]) -> None:
    assert run(f"{HOST}result = [ours()]\n{MEDDLING}result.append(ours())") == [cuts, cuts]


def test_the_jieba_of_the_host_cuts_as_it_did(run: Run) -> None:
    code = f"""{HOST}{MEDDLING}
def state():
    return [
        [jieba.lcut(text) for text in TEXTS],
        len(jieba.dt.FREQ), jieba.dt.total, sorted(jieba.finalseg.Force_Split_Words),
        jieba.default_logger.level, len(jieba.default_logger.handlers),
    ]
before = state(); ours(); result = [before, state()]
"""
    before, after = run(code)
    assert before == after


def test_the_tokenizer_of_the_host_is_not_made_ready(run: Run) -> None:
    code = f"{HOST}ours(); result = [jieba.dt.initialized, len(jieba.dt.FREQ)]"
    assert run(code) == [False, 0]


def test_logging_is_left_alone(run: Run) -> None:
    code = """
def state():
    loggers = logging.root.manager.loggerDict
    handled = [name for name, logger in loggers.items() if getattr(logger, "handlers", [])]
    return [len(logging.root.handlers), logging.root.level, "jieba" in loggers, handled]
before = state(); ours(); result = [before, state()]
"""
    before, after = run(code)
    assert before == after


def test_a_host_that_logs_everything_reads_nothing_of_ours(run: Run) -> None:
    code = "logging.basicConfig(level=logging.DEBUG); ours(); result = True"
    assert run(code)


def test_a_planted_cache_is_neither_read_nor_written(run: Run, cuts: list[list[str]], tmp_path: Path) -> None:
    planted = tmp_path / "jieba.cache"
    planted.write_bytes(b"garbage that marshal cannot load")
    code = """
opened, folder = [], tempfile.gettempdir()
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
result = [ours(), [name for name in opened if name.startswith(folder)]]
"""
    assert run(code) == [cuts, []]
    assert planted.read_bytes() == b"garbage that marshal cannot load"
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]


def test_nothing_is_left_in_the_temp_folder_or_home(run: Run, tmp_path: Path) -> None:
    run("result = ours()")
    assert list(tmp_path.iterdir()) == []


RESOURCES = [
    ("a host that has not loaded it", "", "result = 'pkg_resources' in sys.modules", False),
    (
        "a host that has loaded it",
        "mine = sys.modules['pkg_resources'] = types.ModuleType('pkg_resources')",
        "result = sys.modules['pkg_resources'] is mine",
        True,
    ),
    (
        "a host that has blocked it",
        "sys.modules['pkg_resources'] = None",
        "result = sys.modules['pkg_resources'] is None",
        True,
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "expected"), [row[1:] for row in RESOURCES], ids=[why for why, *_ in RESOURCES]
)
def test_pkg_resources_stands_as_it_did(run: Run, before: str, after: str, *, expected: bool) -> None:
    assert run(f"{before}\nours()\n{after}") is expected
