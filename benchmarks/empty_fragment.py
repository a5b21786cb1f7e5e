"""The least a live page can do in Streamlit: a slider in a fragment that shows its own value.

The live benchmark drags this slider and the app's in one run, so that its ratios say what our
figures cost and not what the machine does.
"""

import gc

import streamlit as st

JS = """
export default function ({ parentElement, data, setStateValue }) {
  let root = parentElement.querySelector(".empty");
  if (!root) {
    root = Object.assign(document.createElement("div"), { className: "empty" });
    root.innerHTML = '<input type="range" min="-1" max="1" step="any" value="0.4" data-slider="w5" style="width: 91px">'
      + '<span data-term="w5"></span>';
    parentElement.append(root);
    root.addEventListener("input", (event) => setStateValue("value", Number(Number(event.target.value).toFixed(3))));
  }
  root.querySelector("span").textContent = data.text;
}
"""

slider = st.components.v2.component("empty_slider", js=JS, isolate_styles=False)


@st.fragment
def empty() -> None:
    """Show the slider's value."""
    value = (st.session_state.get("empty") or {}).get("value")
    slider(key="empty", data={"text": f"{0.4 if value is None else value:.3f}"}, on_value_change=lambda: None)


gc.freeze()
empty()
