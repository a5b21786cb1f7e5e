// Streamlit is told where the app lies, whatever stands before it in the address.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../../explainer/browser/assets/base.js";

test("the app lies two folders above its assets", () => {
  const { __streamlit } = /** @type {{ __streamlit?: { BACKEND_BASE_URL: string } }} */ (globalThis);
  assert.equal(__streamlit?.BACKEND_BASE_URL, new URL("../../../explainer/", import.meta.url).href);
});
