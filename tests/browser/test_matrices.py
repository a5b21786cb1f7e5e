"""A product of matrices on the screen: large where there is room, one below the other where there is not."""

import pytest

SEEN = """() => {
  const main = document.querySelector(".stMain").getBoundingClientRect();
  const dock = document.querySelector(".st-key-dock").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".matrix")].map(e => e.getBoundingClientRect());
  const captions = [...document.querySelectorAll(".matrix caption")].map(e => e.getBoundingClientRect());
  const number = document.querySelector(".matrix td [data-term]");
  return {
    size: parseFloat(getComputedStyle(number).fontSize),
    count: boxes.length,
    below: Math.max(...boxes.map(box => box.bottom)) - dock.top,
    beyond: Math.max(...boxes.map(box => box.right), ...captions.map(box => box.right)) - main.right,
    before: main.left - Math.min(...boxes.map(box => box.left), ...captions.map(box => box.left)),
    lines: new Set(boxes.map(box => Math.round((box.top + box.bottom) / 20))).size,
  };
}"""


@pytest.mark.parametrize(
    ("query", "least"),
    [("preset=worked&product=dL_dW2", 24), ("preset=iris&product=dL_dW2", 15), ("preset=matrix&product=dL_dW2", 15)],
)
def test_a_product_is_seen_whole_and_legible_on_a_laptop(seen, query, least):
    found = seen(f"/matrix?{query}").evaluate(SEEN)
    assert found["size"] >= least
    assert max(found["below"], found["beyond"]) <= 0


@pytest.mark.parametrize("query", ["preset=worked&product=dL_dW2", "preset=matrix&product=dL_dW2"])
def test_a_product_reads_from_the_last_row_when_it_is_projected(seen, query):
    found = seen(f"/matrix?{query}&present=1").evaluate(SEEN)
    assert found["size"] >= 28
    assert max(found["below"], found["beyond"]) <= 0


@pytest.mark.parametrize("query", ["preset=iris&product=dL_dW2", "preset=matrix&product=dL_dW2"])
def test_on_a_phone_the_matrices_of_a_product_stand_one_below_the_other(seen, query):
    found = seen(f"/matrix?{query}", width=390, height=844).evaluate(SEEN)
    assert found["lines"] > 1
    assert max(found["beyond"], found["before"]) <= 0
    assert found["size"] >= 12
