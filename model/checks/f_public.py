"""F 文字: what must not be published, and what does not fit into its field."""

from __future__ import annotations

import re

from model.basics.language import words
from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.names import shortened
from model.checks.view import Context, TextCell

_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_PHONE = re.compile(r"(?<![\d.])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.])")
_LANDLINE = re.compile(
    r"(?<!\d)0\d{2,3}[-—–)） ]\d{7,8}(?!\d)|(?:电话|手机|联系方式)[:：]?\s?\d{7,12}"
)
_CARD = re.compile(r"(?<!\d)62\d{14,17}(?!\d)")
_TITLED = re.compile(
    rf"(?:^|[^\u4e00-\u9fff]|[由请经按据是为与和及找向因人])"
    rf"(?P<name>{words('publish.surnames').pattern}[\u4e00-\u9fff]{{0,2}}?{words('publish.titles').pattern})"
)
_NAMED = re.compile(
    rf"(?:联系人|负责人|经办人|填表人|填报人|审核人|责任人|制表人|项目经理|法人)[为是：:\s]{{0,2}}"
    rf"(?P<name>{words('publish.surnames').pattern}[\u4e00-\u9fff]{{1,2}})(?=$|[，。；、,;\s（(手电联\d])"
)
_ADDRESSED = re.compile(
    rf"(?P<name>{words('publish.surnames').pattern}[\u4e00-\u9fff]{{1,2}})(?:同志|先生|女士)"
)
_NO_NAME = re.compile(
    "[村镇乡县市区局部处委党会组院校支班室办社厂站店段街路科股长员家公总副各本原任工]"
)
_TITLES = words("publish.titles")
_SECRECY = words("publish.secrecy")
_GARBLED = words("publish.garbled")
_COPIES = words("publish.copies")
_BROKEN = re.compile(r"[\ue000-\uf8ff]|(?<=[\u4e00-\u9fff])\?(?=[\u4e00-\u9fff])")
_MAYBE = re.compile(
    r"\d{7}|\d{3}[ -]\d{4}[ -]?\d{4}|[系责办表报核理]人|密|内部|外传|公开"
    r"|[副局处科股主书县市区镇乡部厅会秘院校园所站队馆总经董教老医同先女律出][长任记理事席士授师生志计纳]"
    r"|[锟烫屯锘�鈥Ãâï&<Â\ue000-\uf8ff]|复制|副本|复件|备份|[Cc]opy|拷贝|\?"
)
_NAMES = frozenset(("name",))


@make_check(
    "F06",
    Severity.ERROR,
    "不该公开的内容",
    scope="cell",
    reason="目标表要向社会公开：身份证号、电话、个人姓名职务、密级标记、乱码和复制的尾巴都不能留",
    source="xxgk grxx",
    reads="text own",
    wrong=[
        wrong({"purpose": "补助护路员张建国（身份证13062119800101123X）。"}, ["purpose"]),
        wrong({"purpose": "乡道修补，联系电话13812345678。"}, ["purpose"]),
        wrong({"purpose": "由王建国局长负责的乡道修补。"}, ["purpose"]),
        wrong({"purpose": "联系人：李主任"}, ["purpose"]),
        wrong({"purpose": "补助护路员王小明同志。"}, ["purpose"]),
        wrong({"purpose": "乡道修补，经办人张建国。"}, ["purpose"]),
        wrong({"purpose": "乡道修补，手机138 1234 5678。"}, ["purpose"]),
        wrong({"goals": "机密★1年\n1.修补乡道。"}, ["goals"]),
        wrong({"purpose": "修补乡道（内部资料）"}, ["purpose"]),
        wrong({"purpose": "修补乡�道路面"}, ["purpose"]),
        wrong({"name": "农村公路养护经费（复制）"}, ["name"]),
        wrong({"数量指标.name": "修补里程-副本"}, ["数量指标.name"]),
    ],
    right=[
        right({"purpose": "局长任组长，村主任、县委书记现场督办，班主任培训200人。"}),
        right({"purpose": "保守国家秘密，开展保密培训；公开办事电话12345。"}),
        right({"purpose": "购置档案复制设备、文献副本保存"}),
        right({"goals": "接待查档20000101人次，编号1306212024000000123。"}),
    ],
)
def f06(cell: TextCell, context: Context) -> Fault | None:
    """Identity and phone numbers, names with titles, secrecy marks, broken characters."""
    text = cell.text
    if not _MAYBE.search(text) or cell.field == "code":
        return None
    what = _found(text)
    if not what and cell.field in _NAMES:
        match = _COPIES.ends(text.strip())
        if match and match.start():
            what = f"名称末尾的“{match[0]}”是复制时留下的"
    return Fault(cell.ref, f"{what}，公开前要去掉。") if what else None


def _found(text: str) -> str:
    if _IDENTITY.search(text):
        return "里面有身份证号"
    if _PHONE.search(text) or _LANDLINE.search(text):
        return "里面有电话号码"
    if _CARD.search(text):
        return "里面有银行卡号"
    match = _SECRECY.search(text)
    if match:
        return f"“{shortened(match[0])}”是不能公开的标记"
    match = _GARBLED.search(text) or _BROKEN.search(text)
    if match:
        around = text[max(0, match.start() - 3) : match.end() + 3]
        return f"“{shortened(around)}”里有乱码"
    match = _NAMED.search(text) or _ADDRESSED.search(text)
    if match and not _NO_NAME.search(match["name"]):
        return f"“{shortened(match[0])}”是具体的人"
    for match in _TITLED.finditer(text):
        name = match["name"]
        given = name[1 : _title_start(name)]
        if not _NO_NAME.search(given):
            return f"“{name}”是具体的人"
    return ""


def _title_start(name: str) -> int:
    match = _TITLES.ends(name)
    return match.start() if match else len(name)


_FIELDS = {
    "name": "name",
    "description": "description",
    "value": "value",
    "basis": "basis",
    "goals": "goals",
    "purpose": "purpose",
}


@make_check(
    "F07",
    Severity.WARNING,
    "比这一栏能放的长",
    scope="cell",
    reason="表格和系统的栏目长度有限，太长的会被截断或退回",
    source="form online",
    reads="text",
    numbers={
        "name": Number(60, "名称最多几个字"),
        "value": Number(60, "指标值最多几个字"),
        "description": Number(300, "指标描述最多几个字"),
        "basis": Number(300, "指标值确定依据最多几个字"),
        "goals": Number(800, "绩效目标最多几个字"),
        "purpose": Number(1000, "资金用途最多几个字"),
    },
    wrong=[
        wrong({"数量指标.value": "≥12公里" * 20}, ["数量指标.value"]),
        wrong({"goals": "修补乡道路面。" * 400}, ["goals"]),
        wrong({"goals": "修补乡道路面。" * 40}, ["goals"], numbers={"F07.goals": 200}),
    ],
    right=[right(), right({"goals": "修补乡道路面。" * 100})],
)
def f07(cell: TextCell, context: Context) -> Fault | None:
    """A text longer than its field."""
    length = len(cell.text)
    if length <= _SHORTEST or cell.field not in _FIELDS:
        return None
    most = context.number("F07", _FIELDS[cell.field])
    if length <= most:
        return None
    return Fault(cell.ref, f"有 {length} 个字，这一栏一般不超过 {most} 个字。")


_SHORTEST = 20
