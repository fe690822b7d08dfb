import type { BrowserContextOptions, Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { shares } from '../thorough.js';
import { findings } from './axe.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

/** How people look at a page of the host. */
const WINDOWS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['wide', { viewport: { width: 1100, height: 900 } }],
  ['narrow', { viewport: { width: 320, height: 640 } }],
  ['dark', { viewport: { width: 800, height: 900 }, colorScheme: 'dark' }],
  ['written from right to left', { viewport: { width: 360, height: 740 }, locale: 'ar' }],
  ['in German', { viewport: { width: 360, height: 740 }, locale: 'de-AT' }],
  ['zoomed to twice its size', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['in the colours of the system', { viewport: { width: 360, height: 740 }, forcedColors: 'active' }],
];

/**
 * Looks at a page as it is now: axe-core finds nothing in it, and it does not scroll sideways. With SCREENS it is in a picture.
 *
 * @param part What is shown, where a test looks at several pages or states.
 * @param frame The document that axe-core looks at; by default the page's own.
 */
export type Look = (page: Page, part?: string, frame?: Frame) => Promise<void>;

/**
 * Defines a test of pages of the host in each window, of which `npm test` runs the first.
 *
 * @param name Begins the names of the pictures.
 * @param visit Opens the pages with the options of the window, and looks at each.
 */
export function testWindows(
  name: string,
  visit: (context: BrowserContextOptions, look: Look) => Promise<void>,
): void {
  for (const [rows, options] of shares(WINDOWS, WINDOWS.length))
    test.for(rows)('fits a window that is %s, and can be used by everyone', options, ([window, context]) =>
      visit(context, async (page, part, frame = page.mainFrame()) => {
        const picture = [name, part, window].filter(Boolean).join('-').replaceAll(/\W+/g, '-');
        await screenshot(page, picture);
        expect(await sideways(page), picture).toBe(0);
        expect(await findings(frame), picture).toEqual([]);
      }),
    );
}
