import type { Locator, Page } from 'playwright-core';

/** How good the pictures are, of 1: their text is sharp, and each stays within its budget. */
const QUALITY = 0.85;

/** A picture of a node, or of what a page's window shows. Playwright has no WebP; its browser does. */
export async function pictureOf(subject: Locator | Page): Promise<Buffer> {
  const png = await subject.screenshot({ animations: 'disabled' });
  const page = await ('page' in subject ? subject.page() : subject).context().newPage();
  const webp = await page.evaluate(toWebP, { png: png.toString('base64'), quality: QUALITY });
  await page.close();
  return Buffer.from(webp, 'base64');
}

/** Runs in the browser. */
async function toWebP({ png, quality }: { png: string; quality: number }): Promise<string> {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', quality).slice('data:image/webp;base64,'.length);
}
