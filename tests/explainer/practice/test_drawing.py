from explainer.practice.drawing import Draw


def test_the_same_purpose_draws_the_same():
    assert Draw("update", 7).shuffled(range(9)) == Draw("update", 7).shuffled(range(9))


def test_another_purpose_draws_something_else():
    assert Draw("update", 7).shuffled(range(9)) != Draw("update", 8).shuffled(range(9))


def test_once_in_so_many_times_is_about_that():
    draw = Draw("often")
    assert 150 < sum(draw.one_in(5) for _ in range(1000)) < 250


def test_every_one_of_several_can_be_picked():
    draw = Draw("several")
    assert {draw.pick("abc") for _ in range(50)} == set("abc")
