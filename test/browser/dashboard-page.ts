/** Pages of the dashboard in the browser of the tests, and the forms that were sent from them. */
import type { BrowserContextOptions, Page, Response } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { sharedBrowser } from './chromium.js';
import { DASHBOARD_FORMS } from './dashboard-forms.js';

/** The windows that a page of the dashboard is looked at in. */
export const WINDOWS = {
  desktop: { viewport: { width: 1280, height: 720 } },
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 800 } },
  narrow: { viewport: { width: 320, height: 640 } },
  zoomed: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
} as const;

/** Paths of the forms that were sent, and not refused. */
const sent = new Set<string>();

/** Opens a window. */
export async function openWindow(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await sharedBrowser()).newContext(options);
  context.on('response', note);
  return context.newPage();
}

/** Opens a page in a window of its own, which runs no script unless that is asked for. */
export async function openDashboard(
  { url }: Sandbox,
  path = '',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openWindow({ javaScriptEnabled: false, ...options });
  await page.goto(`${url}/dashboard${path}`);
  return page;
}

function note(response: Response): void {
  const { pathname } = new URL(response.url());
  if (response.request().method() === 'POST' && response.status() < 400) sent.add(pathname);
}

/** Tells whether the path of a form, such as `/people/:id`, is that of a page. */
const isOf = (form: string, path: string): boolean =>
  new RegExp(`^/dashboard${form.replace(/:\w+/g, '\\w+')}$`).test(path);

/** Registers the test that those before it have sent each form of their file. */
export const testFormsOf = (file: keyof typeof DASHBOARD_FORMS): void =>
  test('the tests above have sent each of their forms, and none was refused', async () => {
    const missing = () => DASHBOARD_FORMS[file].filter((form) => ![...sent].some((path) => isOf(form, path)));
    await expect.poll(missing).toEqual([]);
  });
