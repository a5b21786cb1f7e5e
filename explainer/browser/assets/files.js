// Files that are to become the network: read in the browser, so that the server stores none.
// @ts-check

/** @import { Acts } from "./acts.js" */

/** As many as the server reads of a text. */
export const MOST_BYTES = 256 * 1024;

/** @typedef {Pick<File, "name" | "size" | "arrayBuffer">} Given */

/**
 * Return the text in a file as spreadsheets and editors write it, or null where it holds no text.
 *
 * @param {Uint8Array} bytes
 */
export function textOf(bytes) {
  const [first, second] = bytes;
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "";
  const text = wide ? new TextDecoder(wide).decode(bytes) : inUtf8(bytes) ?? new TextDecoder("latin1").decode(bytes);
  return /(?![\t\n\v\f\r])\p{Cc}/u.test(text) ? null : text;
}

/** @param {Uint8Array} bytes */
function inUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Return what a reader does who gives files: has the text read, or has it said why it is not.
 *
 * @param {readonly Given[]} files
 */
export async function actOf(files) {
  const [file, ...others] = files;
  if (!file) return "";
  if (others.length) return `unread:several:${files.length}`;
  if (file.size > MOST_BYTES) return `unread:large:${file.name}`;
  try {
    const text = textOf(new Uint8Array(await file.arrayBuffer()));
    return text === null ? `unread:binary:${file.name}` : `read:${text}`;
  } catch {
    return `unread:away:${file.name}`; // a folder, or a file that is not there any more
  }
}

/**
 * Take files that are dropped anywhere, or chosen. The browser would leave the app and show the file instead.
 *
 * @param {Acts} acts
 */
export function listenForFiles(acts) {
  const { dataset } = document.documentElement;
  /** @param {FileList | undefined | null} files */
  const take = async (files) => {
    const act = await actOf([...files ?? []]);
    if (act) acts.do(act);
  };
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    dataset.dropping = "";
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) delete dataset.dropping; // it left the window
  });
  addEventListener("drop", (event) => {
    delete dataset.dropping;
    if (!holdsFiles(event)) return;
    event.preventDefault();
    take(event.dataTransfer?.files);
  });
  addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.matches("[data-file]")) return;
    take(target.files);
    target.value = ""; // so that the same file can be chosen again
  });
}

/** @param {DragEvent} event */
function holdsFiles({ dataTransfer }) {
  return dataTransfer?.types.includes("Files") ?? false;
}
