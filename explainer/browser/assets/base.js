// Says where the app lies. Streamlit would try it out, folder by folder from the address of the page upwards.
// @ts-check

Object.assign(globalThis, { __streamlit: { BACKEND_BASE_URL: new URL("../..", import.meta.url).href } });

export {};
