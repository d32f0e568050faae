"""The appendix of the reliability page matches the cases, and every case has a unique name."""

from collections import Counter

from tests.faults.document import PAGE, all_cases, page
from tests.faults.fault_case import Outcome, Step


def test_the_appendix_lists_the_cases():
    text = PAGE.read_text(encoding="utf-8")

    assert text == page(text), "run: python -m tests.faults.document"


def test_every_case_has_a_unique_name():
    names = Counter(case.name for _, case in all_cases())

    assert [name for name, times in names.items() if times > 1] == []


def test_every_step_and_every_outcome_has_a_case():
    cases = [case for _, case in all_cases()]

    assert {case.step for case in cases} == set(Step)
    assert {case.outcome for case in cases} == set(Outcome)
