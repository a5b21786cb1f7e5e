"""What is served besides pages; what needs a server is tested in ``tests/browser``."""

from explainer.server.routes import terms_frame
from tests.explainer.examples import every_preset, trace_named


@every_preset
def test_the_table_of_all_terms_is_the_trace(name):
    record = trace_named(name)
    frame = terms_frame(record)
    assert dict(zip(frame["term"], frame["value"], strict=True)) == record.values
    assert list(frame["made_of"]) == [" ".join(record.recipe(key).factors) for key in record.values]
