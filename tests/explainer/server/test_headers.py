from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from explainer.server.headers import PAGE_HEADERS, POLICY, STATIC, hashes_of_scripts


class Scripts(HTMLParser):
    """What stands between the tags of scripts."""

    def __init__(self):
        super().__init__()
        self.inside, self.texts = False, []

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script"

    def handle_data(self, data):
        if self.inside and data.strip():
            self.texts.append(data)
        self.inside = False


def test_the_policy_names_every_script_that_stands_in_streamlits_page():
    scripts = Scripts()
    scripts.feed((STATIC / "index.html").read_text("utf-8"))
    assert scripts.texts
    for text in scripts.texts:
        assert b64encode(sha256(text.encode()).digest()).decode() in POLICY["script-src"]


def test_a_script_is_named_by_the_hash_of_what_stands_between_its_tags():
    # The example of the specification, https://www.w3.org/TR/CSP3/#external-hash
    page = "<script src=a.js></script><script>alert('Hello, world.');</script>"
    assert hashes_of_scripts(page) == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


@pytest.mark.parametrize("loose", ["'unsafe-eval'", "'unsafe-inline'", "ws:", "wss:", "http:", "https:", "*", "data:"])
def test_no_script_runs_that_is_not_ours_or_streamlits(loose):
    assert loose not in POLICY["script-src"].split()
    assert loose not in POLICY["connect-src"].split()


@pytest.mark.parametrize("nothing", ["default-src", "base-uri", "form-action"])
def test_what_the_policy_does_not_name_is_forbidden(nothing):
    assert f"{nothing} 'none'" in PAGE_HEADERS["Content-Security-Policy"]
