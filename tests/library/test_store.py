from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library.entries import OWN, STARTER, Asked
from library.harvest import Used
from library.store import Library
from library.words import folded, letters, packed
from model.basics.pinyin import matches
from tests.library.kit import (
    BENEFIT,
    COUNT,
    OUTPUT,
    QUALITY,
    SOCIAL,
    found,
    names,
    project,
    taught,
    used,
)
from tests.library.test_words import ANY_TEXT


def test_pinyin_initials_find_it(library: Library) -> None:
    assert names(library, "hdrs") == ["活动人数"]
    assert names(library, "HDRS")[0] == "活动人数"


def test_a_character_with_several_readings_answers_to_each(library: Library) -> None:
    library.learn(taught(project("甲", used("会议重修率"))))
    assert "会议重修率" in names(library, "hyzxl")
    assert "会议重修率" in names(library, "kycxs")


def test_every_word_must_be_there_in_name_description_kind_or_basis(library: Library) -> None:
    library.learn(taught(project("甲", used("清淤长度", said="城区段", basis="施工合同"))))
    assert names(library, "清淤 城区 施工") == ["清淤长度"]
    assert names(library, "清淤 郊区") == []
    assert "活动人数" in names(library, "活动宣传 签到")
    assert names(library, "施工 qycd") == ["清淤长度"]


def test_the_name_counts_first_then_how_often(library: Library) -> None:
    library.learn(
        taught(
            project("甲", used("巡查河段"), used("常用的", said="巡查")),
            project("乙", used("河段巡查"), used("常用的", said="巡查")),
            project("丙", used("巡查"), used("常用的", said="巡查"), used("河段巡查")),
        )
    )
    assert names(library, "巡查", source=OWN) == ["巡查", "巡查河段", "河段巡查", "常用的"]
    assert names(library, source=OWN)[0] == "常用的"


def test_limits(library: Library) -> None:
    library.learn(taught(project("科普活动", used("讲座", level2=QUALITY))))
    (own,) = found(library, source=OWN)
    assert (own.name, own.times, own.starter, own.kinds) == ("讲座", 1, False, "活动宣传、科普")
    everything = found(library)
    assert len(everything) == library.size().entries
    for asked, keep in (
        ({"level1": OUTPUT}, lambda one: one.level1 == OUTPUT),
        ({"level2": SOCIAL}, lambda one: one.level2 == SOCIAL),
        ({"level1": BENEFIT, "level2": COUNT}, lambda one: False),
        ({"kind": "科普"}, lambda one: "科普" in one.kinds.split("、")),
        ({"source": STARTER}, lambda one: one.starter),
    ):
        expected = [one.name for one in everything if keep(one)]
        assert names(library, **asked) == expected, asked


def test_a_kind_nobody_knows_is_not_every_kind(library: Library) -> None:
    assert names(library, kind="没有这一类") == []


def test_the_same_indicator_is_one_entry_with_all_its_uses(library: Library) -> None:
    library.learn(
        taught(
            project("清淤", used("清淤 长度", "≥3公里", said="甲"), year=2022),
            project("清淤", used("清淤长度", "≥9公里", said="乙", basis="合同"), year=2024),
            project("疏浚", used("清淤长度", "≥5公里"), whose="望澜市水务局", year=2023),
        )
    )
    (entry,) = found(library, "清淤长度", source=OWN)
    assert entry.times == 3
    # as it was written last
    assert (entry.value, entry.description, entry.basis) == ("≥9公里", "乙", "合同")
    uses = library.uses(entry.id)
    assert [(use.year, use.department, use.project, use.value) for use in uses] == [
        (2024, "云岭市水务局", "清淤", "≥9公里"),
        (2023, "望澜市水务局", "疏浚", "≥5公里"),
        (2022, "云岭市水务局", "清淤", "≥3公里"),
    ]
    # every wording finds it
    assert names(library, "清淤长度 甲") == ["清淤 长度"]


def test_read_again_nothing_is_doubled(library: Library) -> None:
    one = taught(project("甲", used("长度", "≥1米"), used("宽度")), path="x.jxb")
    assert library.learn(one).projects == 1
    before = library.revision()
    again = library.learn(one)
    assert (again.projects, again.known) == (0, 1)
    # nothing was written: no other window need look
    assert library.revision() == before
    library.learn(taught(project("甲", used("长度", "≥2米")), path="y.docx"))
    (entry,) = found(library, source=OWN)
    assert (entry.name, entry.times, entry.value) == ("长度", 1, "≥2米")


def test_what_left_the_file_leaves_the_library(library: Library) -> None:
    library.learn(taught(project("旧名", used("甲")), project("丙", used("丁")), path="a.jxb"))
    library.learn(taught(project("新名", used("乙")), path="a.jxb"))
    assert names(library, source=OWN) == ["乙"]
    assert library.size().projects == 1
    # another year in the same file is another disclosure: what was known stays
    library.learn(taught(project("新名", used("戊"), year=2025), path="a.jxb"))
    assert sorted(names(library, source=OWN)) == ["乙", "戊"]
    # and what is gone may come back
    library.learn(taught(project("旧名", used("甲")), path="b.jxb"))
    assert "甲" in names(library, source=OWN)


def test_an_entry_of_the_starter_set_stays_one_when_its_uses_go(library: Library) -> None:
    (typical,) = found(library, "活动人数")
    library.learn(taught(project("节庆", used("活动人数", "≥9人")), path="a.jxb"))
    (entry,) = found(library, "活动人数", source=OWN)
    assert (entry.id, entry.value, entry.starter) == (typical.id, "≥9人", True)
    assert "活动宣传" in entry.kinds
    library.learn(taught(project("节庆", used("别的")), path="a.jxb"))
    assert found(library, "活动人数") == [typical]


def test_another_window_sees_what_one_learned(library: Library) -> None:
    from library.opening import open_library

    other = open_library(library.path)
    assert names(other, source=OWN) == []
    library.learn(taught(project("甲", used("新的"), used("也新"))))
    assert names(other, source=OWN) == ["新的", "也新"]
    assert names(other, "yx")[0] == "也新"
    other.learn(taught(project("甲", used("也新"))))
    assert names(library, source=OWN) == ["也新"]
    other.close()


def test_more_changes_than_are_taken_in_one_by_one(library: Library) -> None:
    from library.opening import open_library

    other = open_library(library.path)
    other.prepare()
    many = [project(f"项目{n}", *(used(f"指标{n}之{m}") for m in range(50))) for n in range(50)]
    assert library.learn(taught(*many)).indicators == 2500
    assert len(names(other, source=OWN)) == 2500
    other.close()


def test_a_step_may_stop_it_and_what_was_learned_stays(library: Library) -> None:
    class EnoughError(Exception):
        pass

    def step(done: int, total: int) -> None:
        assert total == 30
        if done:
            raise EnoughError

    many = [project(f"项目{n}", used(f"指标{n}")) for n in range(30)]
    with pytest.raises(EnoughError):
        library.learn(taught(*many), step)
    assert 0 < library.size().own < 30
    library.learn(taught(*many))
    assert library.size().own == 30


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_comes_back_to_the_character(
    library: Library, name: str, said: str, value: str
) -> None:
    name += "名"
    library.learn(taught(project("任意", Used(said, value, name, said, value, name)), path="x"))
    (entry,) = found(library, source=OWN)
    (use,) = library.uses(entry.id)
    assert (use.description, use.value, use.basis) == (said, value, name)
    assert (entry.description, entry.value, entry.basis) == (said, value, name)


def test_a_long_text_is_kept_whole(library: Library) -> None:
    long = "河" * 10_000 + "\ud800"
    library.learn(taught(project("甲", used("长", said=long))))
    (entry,) = found(library, source=OWN)
    assert entry.description == long


WORDS = st.text("活动人数率培训hdrslpx 0９Ａ", max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_it_finds_what_is_searched_everywhere_else_in_the_program(
    library: Library, words: str
) -> None:
    everything = found(library)[:60]
    ids = set(library.search(Asked(words)).ids)
    for entry in everything:
        texts = folded("\n".join((entry.name, entry.kinds, entry.description, entry.basis)))
        expected = all(folded(word) in texts or matches(word, entry.name) for word in words.split())
        assert (entry.id in ids) == expected


def test_asking_for_entries_that_are_gone(library: Library) -> None:
    assert library.entries([10**6]) == []
    assert library.uses(10**6) == []
    assert library.search(Asked("hdrs"), among=[10**6]).ids == []


AMBIGUOUS = "会重行率长会重行率人数"


def test_a_name_that_may_be_read_in_very_many_ways(library: Library) -> None:
    library.learn(taught(project("甲", used(AMBIGUOUS), used("各项" + AMBIGUOUS))))
    assert letters(packed(AMBIGUOUS)) == ""
    for way in ("hzxlchzxlrs", "kcxlzkzhsrs"):
        assert names(library, way) == [AMBIGUOUS, "各项" + AMBIGUOUS]
    assert names(library, "hzxlchzxlrz") == []
    # also what another window learned since
    library.learn(taught(project("乙", used("新" + AMBIGUOUS))))
    assert "新" + AMBIGUOUS in names(library, "xhzxlchzxlrs")


def test_words_of_letters_and_digits_as_they_are_written(library: Library) -> None:
    library.learn(taught(project("甲", used("ＬＥＤ灯更换", basis="GB 50034—2013标准"))))
    assert names(library, "led") == ["ＬＥＤ灯更换"]
    assert names(library, "gb 50034") == ["ＬＥＤ灯更换"]
    assert names(library, "leddgh") == ["ＬＥＤ灯更换"]
    assert names(library, "gbx") == []


def test_a_page_pasted_in_finds_nothing_and_does_no_harm(library: Library) -> None:
    page = " ".join(f"{a}{b}" for a in "xgzrlsh" for b in "xgzrlsh")
    for words in (page, "率" * 1000, "x" * 1000, "% _ ' \" 😀 \0 [a ( \\", "\ud800"):
        assert names(library, words) == []
    assert names(library, "   ") == names(library)


def test_it_says_how_much_there_is_in_all(library: Library) -> None:
    library.learn(taught(project("甲", used("清淤长度"))))
    assert library.search(Asked("没有的词")).held == library.size().entries


def test_letters_and_words_together_rank_like_either(library: Library) -> None:
    library.learn(
        taught(
            project(
                "甲", used("河道PM2.5监测"), used("各处河道监测"), used("别的", said="河道监测")
            ),
            project("乙", used("别的", said="河道监测")),
        )
    )
    # as written in the name, by initials in the name, then in other texts
    assert names(library, "河道 jc", source=OWN) == ["河道PM2.5监测", "各处河道监测"]
    assert names(library, "河道 监测", source=OWN)[-1] == "别的"
    assert names(library, "pm2", source=OWN) == ["河道PM2.5监测"]
    assert names(library, "hdp", source=OWN) == ["河道PM2.5监测"]
