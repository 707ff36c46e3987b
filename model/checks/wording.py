"""The words of these tables: what is a grade, a time, a count, a rate."""

from __future__ import annotations

import re
from functools import lru_cache

from model.basics.language import words
from model.checks.placeholders import placeholder
from model.checks.years import plain
from model.quantities import COUNTS, Quantity, read_quantities, unit_kind

COHORT = (
    r"(?:度)?(?:\d{1,2}月)?(?:入伍|参军|退役|退休|离休|入学|毕业|入职|招录|录用|聘用|出生|去世)"
)
"""What makes of a year before it a fact about people: 2023年入伍."""

_PUNCTUATION = re.compile(r"[\s，。、；：:,.;“”\"'‘’（）()《》〈〉【】\[\]—\-–_·]+")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return a text without spaces and punctuation, for comparing."""
    return _PUNCTUATION.sub("", text)


_CHINESE_COUNT = (
    r"(?!一批|一系列|一些)[零一二两三四五六七八九十百千半]{1,12}[余多]?(?:个|次|人|名|家|项|年|月|天|场|批|期|类|级|等|成|倍|星|季度"
    r"|层|轮|遍|处|户|座|台|套|种|支|份|所|条|班|岗|周|日|小时)"
)
_HAS_NUMBER = re.compile(rf"\d|[Ⅰ-Ⅻⅰ-ⅻ①-⑳]|{_CHINESE_COUNT}|百分之|翻番|翻一番|减半")
_GRADE = re.compile(
    r"优[秀良等胜]|^优|[评为]优|优$|良好|中等|合格|达标|及格|满意|正常|完好|完整|完备|齐全|稳定|规范$|应.尽.|日.日.|随.随.|即.即.|平稳|顺畅|畅通|显著|明显|安全$|安全运行"
    r"|较[高好大强快多低小少轻]|全部|全覆盖|无|零|未发生|不发生|不出现|未出现|杜绝|[甲乙丙丁ABCDE][级类等]"
    r"|符合|达到(?!预期)|通过$|通过.{0,8}(?:验收|审查|评审|鉴定|认证|测评|备案|审计)|不低于|不高于|高于|低于|优于"
    r"|(?:国家|[省市县部厅局]|国|[一二三甲乙丙])级(?:及)?以上|预算(?:批复|控制|安排)?(?:数|额|金额|总额|指标)?(?:范围)?[之以]?内"
    r"|不(?:超过?|突破|高于)预算|[≤<](?:预算|批复|概算|估算|合同|中标|投标|招标|定额|市场|指导价|限价|控制价|标准|上年|往年|同类)"
    r"|持平|好转|领先|先进|一流|及以上|^(?:良|中|高|低|强|好|差|是|否|有)$|《|GB"
)
_WHEN = re.compile(
    r"^按(?:日|天|周|旬|月|季度?|年度?|学期)(?!.{0,3}(?:计划|方案|安排|要求|标准))|每[日天周旬月季年半]|逐[日周月季年]"
    r"|当[日天月季年]|[年月季][初中末底内]|[上下]半年|[一二三四]季度|学期|汛|开学|春节|国庆|节前|假期|供暖|采暖|入冬"
    r"|按(?:合同|协议)约定|按?序时进度|全年|全天|实时|即时|随时|常年|常态化|(?:时间|时限|期限|工期|期)内|[前后]$"
    r"|^(?:长期|持续)(?:坚持|运行|有效|稳定|保持|改善|发挥作用|开展|使用|受益|影响|性)?$"
)
_DIMENSION = re.compile(
    r"(?:程度|情况|数量)$"
    r"|^(?!.*(?:发挥|提[升高]|增强|改善|加强|强化|扩大|优化)).*(?:能力|作用|力度|效率|效果|质量)$"
)


_EMPTY = re.compile(
    r"(?:要|须|应)?(?:长期|持续|始终|一直|常年)坚持(?:下去|不懈|推进|开展)?"
    r"|(?:按时|如期|全面|圆满|顺利|保质保量|基本)?完成(?:全年|年度|本年度?|当年|今年|上级下达)?的?(?:各项|全部|既定)?"
    r"(?:工作|目标|任务|计划)+(?:要求)?"
    r"|(?:基本|完全|全部)?(?:符合|达到|满足)(?:相关|有关|规定|国家|行业|上级|规范|质量|工作|项目|使用|实际|的)*"
    r"(?:要求|标准|规定|需要|需求)"
    r"|(?:有所|明显|显著|大幅|进一步|较大|很大|极大)(?:的)?(?:改观|改善|提升|提高|增强|变化|进步|效果|成效|作用)?"
)


def may_hold_quantity(text: str) -> bool:
    """Tell quickly whether a text may hold a number at all."""
    return bool(_ANY_NUMBER.search(text))


_ANY_NUMBER = re.compile(r"[\d十百千万一二两三四五六七八九]")


def quantities_in(text: str) -> tuple[Quantity, ...]:
    """Return every number with a unit in a text; document numbers and titles hold none."""
    return read_quantities(_without_names(text))


@lru_cache(maxsize=8192)
def _without_names(text: str) -> str:
    return plain(text) if _NAMED.search(text) else text


_NAMED = re.compile(r"[号《〈<＜〔A-Za-z０-９]|20\d\d")


_NOTHING = (
    words("nothing.no_words"),
    words("nothing.see_elsewhere"),
)
_LATER = words("nothing.later")
_MARKS_ONLY = re.compile(r"[-—–_/／＼\\|.。…?？*＊、，,；;:：·~～=＝\s○●□■×]+")
_STOPS_BEFORE = re.compile(r"^[\s（(【\[“\"']+")
_STOPS_BEHIND = re.compile(r"(?<![\s）)】\]。；，.!！”\"'])[\s）)】\]。；，.!！”\"']+$")
LONGEST_NOTHING = 24
"""A longer text says something."""


_FIRST = frozenset(char for held in (*_NOTHING, _LATER) for char in held.firsts) | frozenset(
    "-—–_/／＼\\|.。…?？*＊、，,；;：:·~～=＝○●□■×"
)
"""What the words for nothing begin with: most texts begin with none of these."""


@lru_cache(maxsize=8192)
def _idle(text: str) -> str:
    """Return ``nothing`` or ``later`` for a filled cell that says no more; else empty."""
    if len(text) > LONGEST_NOTHING:
        return ""
    core = "".join(_STOPS_BEHIND.sub("", _STOPS_BEFORE.sub("", text)).split())
    if not core:
        return "nothing" if text.strip() else ""
    if core[0] not in _FIRST:
        return ""
    if _MARKS_ONLY.fullmatch(core) or any(one.is_whole(core) for one in _NOTHING):
        return "nothing"
    return "later" if _LATER.is_whole(core) else ""


def says_nothing(text: str) -> bool:
    """Tell whether a filled cell says nothing: 无, ——, 不适用, 同上, 详见附件."""
    return _idle(text) == "nothing"


def is_put_off(text: str) -> bool:
    """Tell whether a filled cell only says that it will be told later: 后补, 等文件下达."""
    return _idle(text) == "later"


@lru_cache(maxsize=8192)
def unfilled(text: str) -> bool:
    """Tell whether a cell holds nothing to be judged: a no-word, or a placeholder."""
    return says_nothing(text) or is_put_off(text) or placeholder(text) is not None


_UNWANTED = words("names.less_is_better")


def is_unwanted(name: str) -> bool:
    """Tell whether a name is that of something to be rare or small: 事故, 投诉, 差错率."""
    return bool(_UNWANTED.search(name)) or bool(_AMISS.search(name))


_AMISS = re.compile("违|问题|情况|现象|隐患|负面|不良")


_SHORTEST_DUTY = 4
_FIGURE = re.compile(r"\d|百分之|Ⅰ|Ⅱ|Ⅲ|Ⅳ|《")
_DEGREE_WORD = words("degree.degree")
_CHANGE = words("degree.change")
_DUTY = words("degree.duty")
_VAGUE = re.compile(
    f"(?:得到|有|已|能)?(?:{_DEGREE_WORD.pattern}){{0,3}}(?:地|的|得到)?(?:{_CHANGE.pattern})?"
)
_ENDS_VAGUE = re.compile(f"(?:{_DEGREE_WORD.pattern}){{1,2}}(?:地|的|得到)?(?:{_CHANGE.pattern})?$")


@lru_cache(maxsize=8192)
def is_vague(text: str) -> bool:
    """Tell whether a value only tells a degree, a direction or a good intention.

    进一步提升, 服务水平明显提高, 确保工作开展, 按要求完成; a grade (稳定, 良好) is none.
    """
    core = bare(text)
    if not core or _FIGURE.search(core):
        return False
    if _EMPTY.fullmatch(core):
        return True
    if _WHEN.search(text):
        return False
    if len(core) >= _SHORTEST_DUTY and _DUTY.is_whole(core):
        return True
    if _VAGUE.fullmatch(core):
        # one word alone may be a grade
        return bool(_DEGREE_WORD.begins(core)) or not is_graded(core)
    return bool(_ENDS_VAGUE.search(core)) and not has_number(core)


def has_number(text: str) -> bool:
    """Tell whether a value holds a number, in figures or in words."""
    return bool(_HAS_NUMBER.search(text))


def is_graded(text: str) -> bool:
    """Tell whether a value in words names a grade, a state or a time to hold it against."""
    return bool(_GRADE.search(text) or _WHEN.search(text))


def is_dimension(text: str) -> bool:
    """Tell whether a text only names what is to be measured (…程度, …情况)."""
    return bool(_DIMENSION.search(bare(text)))


def restates(text: str, name: str) -> bool:
    """Tell whether a text says little more than an indicator's name."""
    text, name = bare(text), bare(name)
    if not text or not name:
        return False
    if text == name:
        return True
    if name in text:
        return len(text) - len(name) <= 2
    return text in name and len(text) >= 4 and len(text) * 10 >= len(name) * 6


_OF_NAME = re.compile(r"^(?:主要|用于|即)?(?:反映|体现|考核|衡量|统计|指的?是?|即|是指|表示)")
_ABOUT = re.compile(r"^(?:本项目|项目|全年|本年度?|年度|完成|实际|计划|预计)+的?")
_TAIL = re.compile(
    r"(?:的|总|完成)?(?:情况|状况|指标值?|数量|总数|总量|个数|数目|多少|数值|数据|程度|水平|要求|目标|统计|数|量)$"
)
_BRACKET_TAIL = re.compile(r"[（(【\[][^（）()【】\[\]]{1,8}[)）】\]]\s*$")


@lru_cache(maxsize=8192)
def only_repeats(description: str, name: str) -> bool:
    """Tell whether a description only repeats the name.

    Give or take 反映…情况, 完成…, 的数量, a unit in brackets or behind it.
    """
    if len(description) > len(name) + 14:
        return False
    said, called = _kernel(description), _kernel(name)
    if not called:
        return False
    if said == called:
        return True
    rest = said.removeprefix(called)
    return rest != said and bool(unit_kind(rest) or _AMOUNT_ONLY.fullmatch(rest))


_AMOUNT_ONLY = re.compile(r"[≥≤＝=><]?[\d.]+(?:[%％万]|\D{1,4})")


@lru_cache(maxsize=8192)
def _kernel(text: str) -> str:
    """Return what a name or description comes to without the words around it."""
    text = bare(_BRACKET_TAIL.sub("", text.strip().rstrip("。；;")))
    text = _OF_NAME.sub("", text)
    text = _ABOUT.sub("", text) or text
    shorter = _TAIL.sub("", text)
    return (shorter if len(shorter) >= 2 else text).replace("的", "")


_RATES = words("names.rates")
_NOT_RATES = words("names.not_rates")
_MAY_EXCEED = words("names.may_exceed")
_GROWTH = words("names.growth")


@lru_cache(maxsize=8192)
def is_rate_name(name: str) -> bool:
    """Tell whether a name is that of a share in percent (合格率), not 频率 or 效率."""
    name = _BRACKET_TAIL.sub("", name.strip())
    return bool(_RATES.ends(name)) and not _NOT_RATES.ends(name)


@lru_cache(maxsize=8192)
def may_exceed(name: str) -> bool:
    """Tell whether a rate may be more than 100 %: growth, return, turnover."""
    return bool(_MAY_EXCEED.search(name))


def is_growth(name: str) -> bool:
    """Tell whether a name tells a change, which may be negative."""
    return bool(_GROWTH.search(name))


_PERCENT = re.compile(r"[%％‰]|百分之|百分点|成$")


def is_percent(unit: str) -> bool:
    """Tell whether a unit is a share: %, ‰, 个百分点."""
    return bool(_PERCENT.search(unit))


_SATISFIED = re.compile(
    r"满意(?:度|率|程度|比例|占比|情况)(?!调查|测评|评价|问卷|访问|回访|调研)|满意度测评得分"
)


def is_satisfaction(name: str) -> bool:
    """Tell whether a name is that of a satisfaction, not of asking for it (满意度调查次数)."""
    return bool(_SATISFIED.search(name))


def is_count_unit(unit: str) -> bool:
    """Tell whether a unit counts things, persons or events (个, 万人次, 台（套）)."""
    return unit_kind(unit) in COUNTS


_UNIT_IN_NAME = re.compile(r"[（(]([^（）()\d]{1,8})[)）]\s*$")


def unit_in_name(name: str) -> str:
    """Return the unit a name carries in brackets at its end (培训人数（人）), or nothing."""
    match = _UNIT_IN_NAME.search(name)
    return match[1].strip() if match else ""


def one_line(text: str) -> str:
    """Return a value as messages quote it: one line, not longer than 20 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 20 else line[:19] + "…"
