"""phrases 里的词只是别的词的一部分。

短词容易落在别的词里面，例如“防火”落在“防火墙”里。检查时在题库里与这道题无关的句子（elsewhere 里的句子、
其他题的 not）中找这个词，它落在一个更长的词里面、又得了分的，列出来。

它的代价：说的是别的事，也得了分。
怎么改：把词写长一点（“防火”改为“防火措施”），或者把那个更长的词写进 not。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.answer import read_answer
from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject, line_of, shortened
from safety_scoring.match.phrases import Phrases, Term
from safety_scoring.segment.jieba_segmenter import segmenter

__all__ = ["find"]

_LONGEST = 3  # letters; a longer term does not come about inside a word


def find(subject: Subject) -> Iterator[Problem]:
    """Phrases that are found inside other words, in sentences about something else."""
    places = [place for place in subject.texts("phrases") if len(place.text) <= _LONGEST]
    terms = Phrases((Term.read(index, 1.0, place.text) for index, place in enumerate(places)), segmenter())
    told: set[int] = set()
    for question_id, sentence in _elsewhere(subject):
        answer = read_answer(sentence, segmenter())
        for index, hit in terms.find(answer, answer.letters):
            place = places[index]
            low, high = answer.word_at(hit.start)
            word = answer.normalised.text[low:high]
            inside = len(word) > hit.end - hit.start and answer.word_at(hit.end - 1) == (low, high)
            if index in told or question_id == place.question.id or not inside:
                continue
            (result,) = subject.mark([(place.question, sentence)])
            if not line_of(result, place.point.id).awarded:
                continue
            told.add(index)
            yield Problem(
                "inside-word",
                "warning",
                *subject.line(place),
                subject.where(place.question, place.point),
                f"“{place.text}”在“{shortened(sentence)}”里只是“{word}”的一部分，也算答到",
                f"说别的事的人多得 {place.point.marks:g} 分",
                f"把“{place.text}”写长一点，或把“{word}”写进 not",
            )


def _elsewhere(subject: Subject) -> Iterator[tuple[str, str]]:
    """Sentences that earn nothing, each with the question whose near miss it is."""
    for sentence in subject.bank.elsewhere:
        yield "", sentence
    for place in subject.texts("not"):
        yield place.question.id, place.text
