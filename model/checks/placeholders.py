"""What stands in a text where something was to come: XX, ____, （　）, 待定, 请填写."""

from __future__ import annotations

import re
from functools import lru_cache

from model.basics.language import words

_HINTS = words("placeholders.hints")
_TO_BE_DONE = words("placeholders.to_be_done")

_U = "个人次项%％元万月日年处名家场套台户篇册份条所座件号批期亩吨米公间栋"
_UNIT_END = (
    r"(?:个|人|名|次|场|家|户|万元|元|公里|%|％|份|台|套|处|项|期)(?:$|[，。；、,;）)以]|[次]$)"
)
_NOUN = (
    r"(?:具体|项目|部门|单位|本|文件|相关|填写|实际|某|XX|指标)*"
    r"(?:名称|数量|人数|次数|金额|时间|日期|文号|内容|地点|单位|年份|年度|数字|比例|数值|标准|依据|姓名|电话|名|数|填写|填入|待填|补充)"
)
_SIGNS = re.compile(
    # letters, crosses, stars, circles and lines where something was to come
    r"(?<![A-Za-z])[XxＸｘ]{2,}(?![A-Za-z])"
    r"|[×✕✖╳＊*]{2,}|(?<!\d)[＊*](?=\d?[%s])|_{2,}|＿{2,}|□(?=[%s]|$)"
    r"|(?<![A-Za-z\d])[XxＸｘ×](?=[%s])"
    r"|(?<![二一九〇○零])[○〇◯●◎⚪⭕△▲☆★]{2,}|(?<![二一九〇○零])[○◯●◎△▲☆](?=[%s])"
    r"|[?？]{2,}(?!$)|[?？]{3,}|(?<=[≥≤＝=约共达第为])[?？]|[?？](?=[%s])"
    r"|(?:…|(?<!\.)\.{3,}+)(?=(?:[个人次项元万月日年名家场套台户篇册份条座件号批期亩吨米]|公里|万元|平方米)(?:$|[，。；、）)以]))"
    r"|(?<=[≥≤＝=约达])[A-Za-z](?=[%s]|公里|万元|平方米|小时)"
    r"|某(?:某|[市县区镇乡村校局公单部年月日](?!种))"
    # what was to be written, in brackets of any kind
    r"|\{[^{}\n]{0,30}\}|｛[^｛｝\n]{0,30}｝"
    rf"|[\[【<＜「〔（(]\s*{_NOUN}\s*[\]】>＞」〕）)]"
    r"|〔[\s_＿xXＸ×*○?？]*〕|【\s*】|\[\s*\]|《\s*》|（\s*）|\(\s*\)|“\s*”|「\s*」|『\s*』"
    # blanks where a number or a day was to come
    r"|(?<=[年第〕】\]）)])[ \u3000\t]+(?=[月号日])"
    r"|(?<=月)[ \u3000\t]+(?=[日号](?![\u4e00-\u9fff]))"
    r"|(?<=[于至到在])[ \u3000\t]+(?=月(?:底|末|初|前|上旬|中旬|下旬|份))"
    r"|(?<=[在于到对由向])[ \u3000]{2,}(?=[县市区乡镇村])"
    r"|20\d{0,1}[ \u3000_＿]+\d?年"
    r"|(?:(?<![\d度 \u3000])|(?<=[\d度][ \u3000]))[ \u3000]{2,}+年"
    r"|(?:^|[（(\n])[ \u3000]*年[ \u3000]*月"
    r"|[≥≤＝=><＞＜][ \u3000]*(?:%%|％|[个人次场项家户台套件份名亩吨米天]"
    r"|万元|元|公里|平方米|小时|个月|工作日)(?:$|[，。；、）)以次])"
    rf"|[\u4e00-\u9fff](?:[ \u3000]{{2,}}|\t){_UNIT_END}"
    rf"|(?:约|共|共计|合计|不少于|不超过|不低于|达到)[ \u3000]+{_UNIT_END}"
    # a document without its number
    r"|(?<=〕)第?号(?!\d)".replace("[%s]", f"[{_U}]").replace("%%", "%")
)
_CANDIDATE = re.compile(
    r"[XxＸｘ×✕✖╳＊*_＿□○〇◯●◎⚪⭕△▲☆★?？…某此请{｛〔【\[《（(<＜「『“≥≤＝=><＞＜]"
    r"|[ \u3000\t]{2}|\.\.\."
    r"|[年第〕】\]）)于至到在月约共计于过达0-9][ \u3000\t]"
)
"""What one of them begins with; most texts hold none, and are passed over quickly."""
_PUT_OFF = re.compile(
    rf"(?:{_TO_BE_DONE.pattern})(?=$|[，。；、：:,;）)】\]\s\d]|后填|后再)|暂定(?=$|[，。；）)])"
)
_NOT_PUT_OFF = re.compile("[接招期等对优款虚厚善以]$")
"""Before 待: 接待定点, 对待定向."""


@lru_cache(maxsize=8192)
def placeholder(text: str) -> re.Match[str] | None:
    """Return the first placeholder in a text; hints of the form and put-off words are some."""
    match = _SIGNS.search(text) if _CANDIDATE.search(text) else None
    if match is not None:
        return match
    match = _PUT_OFF.search(text)
    if match and not _NOT_PUT_OFF.search(text, 0, match.start()):
        return match
    match = _HINTS.search(text) or _SAMPLE.search(text)
    return None if match is None or _ASKED.search(text, 0, match.start()) else match


_SAMPLE = re.compile(r"(?:^|[（(\n。；])例[：:]")
_ASKED = re.compile("[申邀聘提报恳宴延]$")
"""Before 请: 申请填报 is no hint."""
