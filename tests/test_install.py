from tests import install

LISTED = """:env:.cert='/own.pem'
:env:.disable-pip-version-check='1'
global.cert='/all.pem'
global.extra-index-url='https://one.example/simple https://two.example/simple'
global.find-links='/one /two'
install.index-url='https://own.example/simple'
"""


def test_uv_is_told_where_pip_takes_packages_from():
    assert install.environment_of(LISTED) == {
        "UV_DEFAULT_INDEX": "https://own.example/simple",
        "UV_INDEX": "https://one.example/simple https://two.example/simple",
        "UV_FIND_LINKS": "/one,/two",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "SSL_CERT_FILE": "/own.pem",
    }


def test_where_pip_is_told_nothing_uv_is_not_either():
    assert install.environment_of("").keys() == {"UV_INDEX_STRATEGY"}


def test_what_uv_has_no_word_for_is_left_to_pip():
    assert install.environment_of(f"{LISTED}global.no-index='true'\n") is None


def commands(monkeypatch, able):
    """Return a list that takes every module that is run, of which those that are able do their work."""
    run = []

    def done(*command, **environment):
        run.append(command[0])
        return command[0] in able

    monkeypatch.setattr(install, "run", done)
    return run


def test_what_uv_cannot_do_pip_does(monkeypatch):
    monkeypatch.setattr(install, "environment_of", lambda settings: {})
    run = commands(monkeypatch, {"pip"})
    assert install.install("-r", "requirements-dev.txt")
    assert run == ["pip", "uv", "pip"]


def test_uv_is_not_asked_where_it_would_take_packages_from_elsewhere(monkeypatch):
    monkeypatch.setattr(install, "environment_of", lambda settings: None)
    run = commands(monkeypatch, {"pip", "uv"})
    assert install.install("-r", "requirements-dev.txt")
    assert run == ["pip"]
