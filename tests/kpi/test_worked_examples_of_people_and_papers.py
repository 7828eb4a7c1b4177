"""E08, E09, E11 and E12: surveys, growth, reports, manuals and participation."""

from __future__ import annotations

from fractions import Fraction

from kpi.rules.comparison import growth, points
from kpi.rules.evidence import ReportDue, attendance, in_force, reports_on_time
from kpi.rules.numbers import Rate, two_decimals
from kpi.rules.surveys import (
    acknowledged_and_satisfied,
    mean_answer,
    mean_percent,
    satisfied_forms,
    satisfied_share,
)
from tests.kpi.stories import due, example, instant, window


def test_e08_two_readings_of_satisfaction() -> None:
    told, expected = example("E08"), example("E08")["expect"]
    answers = told["answers"]
    share, mean, percent = satisfied_share(answers), mean_answer(answers), mean_percent(answers)

    assert share.as_json() == expected["A"]
    assert share.meets(80) is expected["A_met"]
    assert two_decimals(mean or Fraction(0)) == expected["mean"]  # 39 / 10
    assert two_decimals(percent or Fraction(0)) == expected["B"]
    assert ((percent or 0) >= 80) is expected["B_met"]
    assert Rate(len(answers), told["invited"]).as_json() == expected["response"]
    assert satisfied_forms(told["forms_without_overall_question"]).as_json() == told["expect_forms"]


def test_e09_all_members_against_those_who_answered() -> None:
    told, expected = example("E09"), example("E09")["expect"]
    answers = [(knew, answer) for knew, answer, people in told["answers"] for _ in range(people)]

    of_all = acknowledged_and_satisfied(told["members"], answers)

    assert of_all.as_json() == expected["all_members"]
    assert of_all.meets(75) is expected["met_75"]
    assert acknowledged_and_satisfied(len(answers), answers).as_json() == expected["answered_only"]


def test_e11_growth_counts_only_what_both_periods_have() -> None:
    told, expected = example("E11"), example("E11")["expect"]
    now, before = ({key: Fraction(value) for key, value in told[when].items()} for when in ("now", "before"))

    found = growth(now, before)

    assert two_decimals(found.mean_before or Fraction(0)) == expected["mean_before"]
    assert two_decimals(found.mean_now or Fraction(0)) == expected["mean_now"]
    assert two_decimals(found.percent or Fraction(0)) == expected["growth"]
    assert two_decimals(found.points or Fraction(0)) == expected["points"]
    assert found.compared == expected["compared"]
    for pair in told["compare"]:
        difference = points(Rate(*pair["now"]), Rate(*pair["before"]))
        assert (None if difference is None else two_decimals(difference)) == pair["points"]


def test_growth_from_nothing_is_no_number() -> None:
    assert growth({"q1": Fraction(5)}, {"q1": Fraction(0)}).percent is None
    assert growth({"q1": Fraction(5)}, {"q2": Fraction(5)}).percent is None


def test_e12_reports_manual_and_participation() -> None:
    told = example("E12")
    reports = [ReportDue(due(row["due"]), 3, [instant(at) for at in row["to"]]) for row in told["reports"]]

    assert reports_on_time(reports, window(told["period"], "10-01")).as_json() == told["expect_reports"]

    manual = told["manual"]
    start, until = (instant(str(day)) for day in manual["valid"])
    assert [int(in_force(start, until, instant(str(day)))) for day in manual["as_of"]] == manual["value"]
    assert Rate(manual["covered"], manual["sub_duties"]).percent == manual["coverage"]

    people = told["participation"]
    coverage = Rate(people["fields_with_proposal"], 4)
    assert coverage.percent == people["coverage"]
    assert attendance(people["present"], people["in_office"]).as_json() == people["attendance"]
    assert coverage.meets(100) is people["met"]
