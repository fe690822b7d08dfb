/** Launches the tests' Chromium with the isolation that people's own browsers have. */
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium-binary.js';

export interface BrowserOptions {
  /**
   * Chromium's own features, as people have them. Playwright turns some off by default, among them the partitioning
   * of third-party storage and the back-forward cache.
   */
  stockFeatures?: boolean;
  /** More switches, after ours. */
  args?: string[];
}

const switches = [
  '--site-per-process',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whole-pixel hints depend on the machine; without them text is as wide everywhere.
  '--font-render-hinting=none',
];

/**
 * What Playwright turns off, as far as a test could notice. It has to be said again by whoever turns off more: the last of
 * two `--disable-features` counts.
 */
const OFF_IN_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
];

/**
 * Chromium's renderer in reserve for the next page. Each context starts one, and most tests open one page: it takes a fifth
 * of a test's time.
 */
const RESERVE = 'SpareRendererForSitePerProcess';

const shared = new Map<string, Promise<Browser>>();

/**
 * A headless Chromium for every file that a worker runs: to start one for each takes longer than many a file. A caller
 * closes the contexts that it opened; the browser ends with the worker.
 */
export async function sharedBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const name = JSON.stringify(options);
  const found = await shared.get(name);
  if (found?.isConnected()) return found;
  const { stockFeatures, args = [] } = options;
  const off = stockFeatures ? [RESERVE] : [...OFF_IN_PLAYWRIGHT, RESERVE];
  const launched = launchBrowser({ ...options, args: [`--disable-features=${off}`, ...args] });
  shared.set(name, launched);
  return launched;
}

/** A headless Chromium. The caller closes it. */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const { path, env } = await findChromium();
  const launch = (chromiumSandbox: boolean) =>
    chromium.launch({
      executablePath: path,
      headless: true,
      chromiumSandbox,
      env: { ...process.env, ...env },
      // The last of two `--disable-features` counts, and ours is the last.
      args: [...switches, ...(options.stockFeatures ? ['--disable-features='] : []), ...(options.args ?? [])],
      ignoreDefaultArgs: options.stockFeatures ? ['--disable-back-forward-cache'] : [],
    });
  // Chromium refuses its own sandbox to root.
  if (process.getuid?.() === 0) return launch(false);
  return launch(true).catch((error: Error) => {
    // Some systems deny user namespaces to a binary that they do not know.
    if (!/sandbox/i.test(error.message)) throw error;
    return launch(false);
  });
}
