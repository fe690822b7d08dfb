/** Colours of a screenshot. */
import type { Browser } from 'playwright-core';

/** The colours at points of a PNG, as `r,g,b`. A page of the browser decodes it, so no library has to. */
export async function colours(
  browser: Browser,
  png: Buffer,
  points: [x: number, y: number][],
): Promise<string[]> {
  const page = await browser.newPage();
  try {
    return await page.evaluate(
      async ([data, places]) => {
        const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes]));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        context?.drawImage(bitmap, 0, 0);
        return places.map(([x, y]) => `${context?.getImageData(x, y, 1, 1).data.slice(0, 3)}`);
      },
      [png.toString('base64'), points] as const,
    );
  } finally {
    await page.close();
  }
}
