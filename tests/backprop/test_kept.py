"""Results that are kept while there is room."""

from concurrent.futures import ThreadPoolExecutor

from backprop.kept import kept


def counting(most):
    """Return a function that is kept, and the list of what it was called with."""
    calls = []

    @kept(most=most, size=len)
    def times(word, number=1):
        calls.append(word)
        return word * number

    return times, calls


def test_what_is_kept_is_made_once():
    times, calls = counting(10)
    assert times("a", 3) is times("a", 3)
    assert calls == ["a"]


def test_a_name_makes_another_call_of_an_argument():
    times, calls = counting(10)
    assert [times("a", number=2), times("a", number=3), times("a", number=2)] == ["aa", "aaa", "aa"]
    assert calls == ["a", "a"]


def test_all_together_are_no_larger_than_was_said():
    times, _ = counting(10)
    for number in range(1, 9):
        times("a", number)
        assert times.size <= 10


def test_what_nobody_has_asked_for_longest_goes_first():
    times, calls = counting(4)
    for word in ("a", "b", "a", "c", "a", "b"):
        times(word, 2)
    assert calls == ["a", "b", "c", "b"]


def test_the_newest_is_kept_however_large_it_is():
    times, calls = counting(3)
    assert times("a", 9) == times("a", 9)
    assert (calls, times.size) == (["a"], 9)


def test_many_threads_get_what_they_asked_for_and_leave_no_more_than_there_is_room_for():
    times, _ = counting(20)
    asked = [("abc"[number % 3], number % 7 + 1) for number in range(600)]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda one: times(*one), asked)) == [word * number for word, number in asked]
    assert times.size == sum(map(len, (entry.result for entry in times._found.values()))) <= 20


def test_what_was_let_go_is_made_again():
    times, calls = counting(3)
    times("a")
    times.cache_clear()
    assert (times.size, times("a"), calls) == (0, "a", ["a", "a"])


def test_what_is_kept_is_said_to_be_there_until_it_is_let_go_of():
    found = kept(most=2, size=len)(lambda letter, times=1: letter * times)
    found("a")
    found("b", times=1)
    assert (found.holds("a"), found.holds("b", times=1), found.holds("c")) == (True, True, False)
    found("cc")
    assert not found.holds("a")
