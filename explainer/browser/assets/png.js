// A picture as pixels: the server makes the drawing, and the browser draws it.
// @ts-check

/** Pixels for each unit of the drawing, which is a pixel of a page. */
const SCALE = 3;

/** What every browser has as a canvas. */
const MOST_PIXELS = 8000;

/**
 * Draw the picture that a link leads to, and hand it over as a file.
 *
 * @param {HTMLAnchorElement} anchor
 */
export async function downloadAsPng(anchor) {
  const answer = await fetch(anchor.href);
  if (!answer.ok) throw new Error(await answer.text());
  const [, name = "network-diagram"] = /filename="(.+)\.svg"/.exec(answer.headers.get("content-disposition") ?? "") ??
    [];
  const image = await imageOf(await answer.text());
  const scale = Math.min(SCALE, MOST_PIXELS / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  Object.assign(document.createElement("a"), { href: canvas.toDataURL("image/png"), download: `${name}.png` }).click();
}

/**
 * @param {string} svg
 * @returns {Promise<HTMLImageElement>}
 */
function imageOf(svg) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}
