"""The reliability page matches the cases, and every case has a unique name."""

from collections import Counter

from tests.faults.document import PAGE, all_cases, page
from tests.faults.fault_case import Outcome, Step


def test_the_page_says_what_the_cells_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.faults.document"


def test_no_two_cells_have_one_name():
    names = Counter(case.name for _, case in all_cases())

    assert [name for name, times in names.items() if times > 1] == []


def test_every_step_is_struck_and_every_outcome_is_promised_somewhere():
    cases = [case for _, case in all_cases()]

    assert {case.step for case in cases} == set(Step)
    assert {case.outcome for case in cases} == set(Outcome)
