"""The page and the cells say the same, and every cell can be found by its name."""

from collections import Counter

from tests.reliability.document import PAGE, all_cells, page
from tests.reliability.matrix import Outcome, Step


def test_the_page_says_what_the_cells_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.reliability.document"


def test_no_two_cells_have_one_name():
    names = Counter(cell.name for _, cell in all_cells())

    assert [name for name, times in names.items() if times > 1] == []


def test_every_step_is_struck_and_every_outcome_is_promised_somewhere():
    cells = [cell for _, cell in all_cells()]

    assert {cell.step for cell in cells} == set(Step)
    assert {cell.outcome for cell in cells} == set(Outcome)
