"""What an answer takes back: denial, polarity and scope.

A finding is refuted where its own clause, or the comment that follows in the same sentence, dismisses
it; and where a negation stands right before words that the bank's statement affirms. Double negations
(不能不), demands after a denial (未落实三同时的一律不准开工) and somebody else's denial that is then
refuted leave the finding standing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from safety_scoring.answer import Answer
from safety_scoring.match.example import Example
from safety_scoring.match.finding import Finding

__all__ = ["Denial", "demands", "licences"]

_DOUBLE = re.compile(
    r"(?:不能|不得|不可能|不可|不会|不应|不该|不许|不准|没有理由|没理由|哪能|哪里能|怎能|怎么能|岂能|岂可|难道|谁敢|谁也不能|谁都不能)"
    r"(?:不|没有|没|缺|少|放松|松|忘|省|当|只|光)"
    r"|非[^不]{1,8}不可|不是可有可无|绝?不是摆设|不是(?:走过场|形式|一句空话|空话|口号|多余|多此一举|没用|没必要)"
    r"|不是说[^，]{0,14}(?:可以不|不用|不必|没必要)|不是(?:说|不)|并非不|没有(?:防|管|查|改|治)不|没有(?:哪个|哪家|哪项|哪条|谁|一个|一家|一处|一项|一条|一件|一次|任何)[^，]{0,8}(?:可以|能|敢)?(?:不|没)|缺一不可|必不可少|不可或缺"
    r"|不折不扣|不可(?:少|缺)|少不得|少不了|离不开|不能(?:少|缺|省|停|丢|松|等|拖)|停不得|省不得|松不得|缺不得|马虎不得"
    r"|[不别莫](?:取消|凑合|放松|放过|含糊|手软|留情|打折扣|走过场|流于形式)|(?:不能|不要|不得|不可|不许|不准|别|杜绝|防止|避免|严禁)(?:(?:只|光|仅)[^，]{0,6}|走过场|流于形式|搞形式|应付|敷衍|摆样子|做样子|留死角|手软|含糊|凑合|取消|放松|放过|留情|打折扣)"
    r"|有没有|是不是|能不能|会不会|要不要|该不该|好不好|够不够|行不行|到没到|查没查|改没改"
    r"|(?:别|不要|不能|莫)等[^，]{0,10}"
    r"|(?:别|不要|不能|不许|莫|休)(?:想着|总想|光想|指望|打算)[^，]{0,12}"
    r"|不(?:能|许|准|得)(?:说|讲|以为|认为)[^，]{0,16}"
    r"|没有(?:二话|商量|例外|讨价还价|余地)|不容商量|没得商量"
    r"|(?:不能?|不要|不得|不可|不许|不准|别|莫|绝不|决不|防止|避免|杜绝)(?:再)?(?:让|把|使|叫)[^，]{1,10}?(?:成为?|变成?|当成?|沦为|流于|搞成|做成)(?:了)?(?:摆设|形式|空话|口号|空架子|花架子|花瓶|样子货|一纸空文|走过场)"
    r"|(?:不能?|不要|不得|不可|不许|不准|别|莫|绝不|决不)(?:成为?|变成?|当成?|沦为|搞成|做成)(?:了)?(?:摆设|形式|空话|口号|空架子|花架子|花瓶|样子货|一纸空文|走过场)"
)
_DISMISS = (
    r"没(?:有)?(?:什么|那个|这个|多大|太大)?必要|大可不必|不必|用不着|犯不着|不用(?!说)|无需|无须|毋须|不需要|何必|何苦"
    r"|不赞成|不赞同|反对|不同意|不认同|不敢苟同|不主张|不建议|不提倡|不看好|谈不上|不宜(?!超|[大小高低多少]于)"
    r"|免了|算了(?!事)|取消(?!不)|废除|废掉|作罢|豁免|收起来|停掉也|可以停(?:掉|了)|砍掉|能砍|能省|省掉"
    r"|放一放|缓一缓|缓缓|往后放|往后(?:推|拖|排)|以后[^，]{0,8}再(?:说|讲|补|看|议|考虑|研究)|再说吧|再说也|后再说|回头再|慢慢(?:再|来|补|配)|等[^，]{1,12}(?:了)?再(?:说|讲|补|看|议|考虑|研究|上|配)|事后再?补"
    r"|摆设|走过场|走走过场|形式(?:主义|大于)|一纸空文|形同虚设|空话|空架子|样子货|花架子|花瓶|做做样子|做样子|挂在墙上|说说而已|喊喊|嘴上说说|马后炮"
    r"|没(?:什么|啥|多大|有)?(?:用处|用|作用|意思|效果|意义)|不(?:管|顶|中)用|不顶事|白(?:费|搭|忙|花)|多余|多此一举|添乱|瞎折腾|折腾人|劳民伤财|叠床架屋|浪费"
    r"|还不如不|不如不|可有可无|无所谓|无关紧要|不要紧|不碍事|问题不大|不是(?:什么|个)?(?:大)?问题|算不上"
    r"|(?:就|也就|便)(?:行了|够了|得了|可以了|行$|行，|完了)|即可|差不多就|凑合"
    r"|不归|轮不到|不该(?:由|算|背|管)|不关|没(?:他|我|咱|它)(?:们)?(?:什么|啥)?事|与[^，]{1,6}无关|由[^，]{1,8}(?:兜着|兜底)"
    r"|不现实|做不到|难以做到|行不通|不切实际|防不住|不可能|没法(?:做|办|搞)|办不到|未必(?:要|需|有用)|不一定(?:要|非|需)"
    r"|可以(?:不|先不|晚|缓|省|免|放|松|灵活|变通|越|慢)|先不(?:管|搞|急)|不急|不着急|来得及|能免则免|睁一只眼"
    r"|原则上|有机会(?:的话)?|条件(?:成熟|允许|具备)(?:了)?(?:再|时再|后再)|试一试|看情况|视情况再|再研究|再考虑"
    r"|也(?:没什么|无妨|没关系|不打紧)|没什么大不了|谁说[^，]{1,8}(?:不能|不可|不得|不许)|少提|别提|不提也|懒得"
    r"|也是可以接受|可以接受|总要付出|免不了|在所难免|哪有不|防不胜防"
    r"|绝迹|不存在(?!侥幸)|不复存在|(?:早|已经|早已)(?:就)?没有(?:了|这)|(?:完全|足够|都)够用|绰绰有余|应有尽有"
    r"|不(?:应当?|该|应该)(?:再|被)?(?:要求|强求|压|设|给|把|背|担|承担|负|追究|增加|定)|别(?:再)?(?:要求|强求|讲究|当真|较真|折腾)|不(?:强求|讲究|当真)"
    r"|(?:从来|从|历来|向来|根本)(?:就)?不(?:承担|负责|管|抓|参加|过问)|随各家(?:方便|自愿)|看人(?:下菜)?$|高枕"
    r"|(?:也许|或许|说不定|没准)(?:能|可以|要|该|会|得)|拿不准|说不准|偶尔|时间允许"
)
_CUE = re.compile(_DISMISS)
_SUFFICES = re.compile("(?:就|也就|便)(?:够了|可以了|行，?)|即可")
_COUNTED = frozenset(("parts", "quantity"))  # 戴手套就行, 离地20公分就够了: said of these it is no dismissal
_DEMAND = re.compile(
    "(?<!不)必须|务必|务须|一律(?!不|免)|坚决(?!不|反对|取消)|就得|非得|(?<!不)要(?:落|抓|建|坚持|严)|(?:应|该)尽早|样样都"
)
_ADAMANT = re.compile("不容商量|没得商量|没有商量|不折不扣|不打折扣|缺一不可|一(?:个|项|条)都不能少")
_RIVAL = re.compile("(?:更|才|最)(?:管用|要紧|实在|省事|顶用)")
_COMMENT = re.compile(
    "我看|我想|我主张|我觉得|依我|这|那|此|不如|还是|只能|只好|先|纯属|不过是|都是|也是|就是|简直|实际上|其实|可(?!以|能)|但|不过"
)
_OTHERWISE = re.compile("否则|不然|要不然|缺了|少了|离了|没了")  # what comes of leaving it out
_RESULT = re.compile("^[^，]{0,6}(?:就(?:是|成|成了|变成|等于)|都是|等于|全是)")
_LACKING = re.compile("^[^，]{0,8}(?:不到位|不落实|没落实|不跟上|跟不上|没人|缺位|不抓|没有(?!必要))")
_TAIL = 2  # letters after a cue that still let it speak of the clause before
_REPORTED = re.compile(
    r"有(?:的|些)?(?:人|同志|老板|企业|领导|干部|单位|地方)+[^，]{0,6}(?:说|讲|认为|觉得|以为|主张|提出)|(?:常|总|老)?(?:听)?(?:人|基层|大家|他们|老板)(?:们)?(?:常|总|老)?(?:说|讲|认为|觉得|以为)|谁说|以为|误以为|嫌|笑(?:我|咱|话)|怪(?:我|咱)"
)
_REFUTED = re.compile(
    r"(?:这|那|此)(?:种|个|类|样|些)?(?:话|说|看法|说法|想法|观点|认识|做法|念头|论调)?[^，]{0,4}(?:不对|错|要不得|不足取|站不住|混账|屁话|扯淡|胡扯|不像话|糊涂|害人|害死人|荒唐|片面|不成立)"
    r"|是(?:完全)?错误的|错在|大错特错|恰恰相反|正相反|并非如此|其实不然|我看不然|不是这样|不见得|纯属(?:胡说|糊涂)|胡说|我(?:当场|当面|马上|就)?(?:回|顶|驳|反驳|批评|告诉)(?:了)?(?:他|她|一句)|当然不(?:行|能|是|可以)|那可不行|哪行|那不行|这可不行|怎么行"
)
_REJECTED = re.compile(
    r"(?:这|那|此)(?:种|个|类|样|些)?(?:做法|说法|要求|规定|制度|办法|责|提法|意见)[^，]{0,4}(?:不赞成|不同意|不合理|不妥|不现实|行不通|过头|太过)|我(?:不|反对)"
)
_CONDITION = re.compile(
    r"^(?:凡|凡是|谁|如果|要是|若|倘若|只要|一旦|假如|对|哪|哪家|哪个|发现|遇到|光|只|再|就算|即使|即便|哪怕|虽|虽然)|就(?:没有|没|不)|的$|的(?:一律|坚决|全部|都|要|就|不得|不准|不许|一个|企业|单位|项目|人|干部|隐患|执法|行为|问题|地方|工人|职工)"
)
_NEGATION = re.compile(
    r"(?<![不级特区差分类个性])(?:不要再|不要|不用|不会|不肯|不想|不愿|不曾|不再|没有|没人|从来没|从未|从不|未|没|别|不)(?!仅|但|只|光|断|同|论|管|得不|能不|可|过|少|准|许|得|能|容|分|懈|间|止|如|漏|留|放|手|含|打|走|流|搞|让|怕|出|安|达|合|具|符|法|到位|死|见)"
)
_NEGATIVE = re.compile("[不没未别无非莫勿难少缺]")
_MASK = "□"
_LICENSED_SHARE = 0.03


def demands(text: str) -> bool:
    """Whether words (letters of clauses) demand a thing: 必须, 一律, 不容商量."""
    return bool(_DEMAND.search(_masked(text)) or _ADAMANT.search(text))


def licences(examples: Sequence[Example]) -> frozenset[str]:
    """Cues that the positive examples of a key point use themselves, often enough to be its own words."""
    found: Counter[str] = Counter()
    for example in examples:
        found.update({match[0] for clause in example.clauses for match in _CUE.finditer(_masked(clause))})
    return frozenset(cue for cue, count in found.items() if count > max(1, _LICENSED_SHARE * len(examples)))


def _masked(clause: str) -> str:
    return _DOUBLE.sub(lambda match: _MASK * len(match[0]), clause)


@dataclass(frozen=True, slots=True)
class Denial:
    """One answer, read for what it takes back.

    Attributes:
        answer: the answer.
        letters: its letters, slips read through.
        facts: whether key points are facts, not demands: a comment that follows (没必要) takes no fact
            back.
    """

    answer: Answer
    letters: str
    facts: bool = False

    def judge(self, finding: Finding, licensed: frozenset[str]) -> Finding:
        """The finding, marked as denied where the answer takes it back.

        Args:
            finding: what was found.
            licensed: cues that the point's own statements use: negative words that are the point itself.
        """
        because = self._because(finding, licensed)
        return replace(finding, denied=True, because=because) if because else finding

    def _clause(self, index: int) -> str:
        """Letters of a clause with its double negations masked."""
        clauses = self.answer.clauses
        return _masked(self.letters[clauses.starts[index] : clauses.ends[index]])

    def rebuts(self, finding: Finding) -> bool:
        """Whether the finding lies in what others say and the answer then rejects."""
        clauses = self.answer.clauses
        first, last = clauses.covering(finding.start, finding.end)
        begin, end = clauses.sentence_of(first)
        after = range(last, min(end + 1, len(clauses.spans)))
        return any(_REFUTED.search(self._clause(index)) for index in after) and any(
            _REPORTED.search(self._clause(index)) for index in range(begin, last)
        )

    def _because(self, finding: Finding, licensed: frozenset[str]) -> str:
        clauses = self.answer.clauses
        first, last = clauses.covering(finding.start, finding.end)
        end = clauses.sentence_of(first)[1]
        if self.rebuts(finding):
            return ""
        for index in range(first, last):
            cue = self._cue(index, licensed)
            if cue and not (finding.kind in _COUNTED and _SUFFICES.fullmatch(cue)):
                return cue
        after = "" if self.facts else self._afterwards(last, end, licensed)
        return after or self._negated(finding, first, last)

    def _afterwards(self, last: int, end: int, licensed: frozenset[str]) -> str:
        for index in range(last, min(end, last + 2)):
            clause = self._clause(index)
            rejected = _REJECTED.search(clause)
            if rejected:
                return rejected[0]
            rival = _RIVAL.search(clause)
            cue = self._cue(index, licensed, backwards=True) or (rival[0] if rival else "")
            if cue:
                return cue
        return ""

    def _negated(self, finding: Finding, first: int, last: int) -> str:
        """A negation right before words that the bank's own statement affirms."""
        for index in range(first, last):
            clause = self._clause(index)
            if _NEGATIVE.search(finding.matched) or _CONDITION.search(clause):
                continue
            for match in _NEGATION.finditer(clause):
                after = clause[match.end() : match.end() + 2]
                if (
                    len(after) == 2
                    and after in finding.matched
                    and match[0][-1] + after not in finding.matched
                ):
                    return match[0] + after
        return ""

    def _follows(self, index: int, clause: str) -> bool:
        """Whether a clause tells what comes of leaving a thing out: 钱不到位，安全就是一句空话."""
        begin, _ = self.answer.clauses.sentence_of(index)
        return (
            index > begin and bool(_RESULT.search(clause)) and bool(_LACKING.search(self._clause(index - 1)))
        )

    def _cue(self, index: int, licensed: frozenset[str], *, backwards: bool = False) -> str:
        """The words of a clause that take back: what it says itself, or what the clause before it says.

        A cue with an object of its own (没必要搞一票否决) speaks of that alone.
        """
        clause = self._clause(index)
        if _OTHERWISE.match(clause) or self._follows(index, clause):
            return ""
        for match in _CUE.finditer(clause):
            if match[0] in licensed:
                continue
            if not backwards or len(clause) - match.end() <= _TAIL or _COMMENT.match(clause):
                return match[0]
        return ""
