/**
 * An attack as a test in every engine: in Chromium, and in the project `engines` in the others that are installed. A worker
 * has one browser of each, a file one sandbox, one shop and one attacker's server, a test the page that it opens. An
 * attack's script is part of the shop's page, as an injected one would be.
 */
import { inject, type TestOptions, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import type { PayframeElementType } from '../../src/page/index.js';
import { expectNoCanaries, readTraces } from '../browser/canaries.js';
import { cards, expiry, type Outcome, type SeenEvent } from '../browser/checkout.js';
import { type Answer, serve, type TestServer } from '../browser/servers.js';
import { chromium } from '../engines/chromium.js';
import { findEngines } from '../engines/find-engines.js';
import { type Driver, drawn, type Engine, eventually, hasKeyboard, press } from '../engines/tab.js';
import { shares } from '../thorough.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Whether attacks run in the engines that are installed beside Chromium, instead of in Chromium. */
    otherEngines: boolean | undefined;
  }
}

/** The Element of a page. */
export interface MountedElement {
  /** By default the card. */
  type?: PayframeElementType;
  /** Options of its group. */
  group?: object;
  /** Options of its own; `false`: none is mounted. */
  card?: object | false;
}

export interface ShopPage extends MountedElement {
  head?: string;
  /** Takes the place of a form with the node `#card`. */
  body?: string;
  headers?: Record<string, string>;
  /** Runs before the SDK is loaded, only in the shop's page. */
  before?: string | (() => void);
  /** Another host that serves the script and the frames. */
  host?: string;
}

/** The page that is attacked, with what an attacker and a shopper can do in it. */
export interface Tab {
  engine: string;
  sandbox: Sandbox;
  shop: TestServer;
  /** What the shop serves beside its pages, by path. */
  answers: Record<string, Answer>;
  /** Another site. Its page `/` notes what it is sent, in `heard`. */
  evil: TestServer;
  /** What the attacker's server serves, by path. */
  evilAnswers: Record<string, Answer>;
  /** Opens a checkout page; resolves when its Element can be typed into. */
  open(page?: ShopPage): Promise<void>;
  /** Puts an Element onto the page and waits until it can be typed into. */
  mount(element?: MountedElement, key?: string): Promise<void>;
  goto(url: string): Promise<void>;
  /** Resolves once the page is at an address, however it came there. */
  arrivesAt(url: string): Promise<void>;
  /** Runs a function in the page, or in the frame that CSS selectors lead to. Its argument and its result are JSON. */
  run<Result>(work: () => Result, argument?: undefined, ...frames: string[]): Promise<Awaited<Result>>;
  run<Result, Argument>(
    work: (argument: Argument) => Result,
    argument: Argument,
    ...frames: string[]
  ): Promise<Awaited<Result>>;
  /** Has a function run in a moment, where nothing can be waited for since it leads its own document away. */
  start(work: () => void, ...frames: string[]): Promise<void>;
  /** The newest event of a type, once the Element has told the page as many. */
  event(type: string, count?: number): Promise<SeenEvent>;
  /** Presses what has a name, in the page or in a frame. */
  press(name: string, ...frames: string[]): Promise<void>;
  /** Presses the middle of an element, or a point in it so many px below its top. */
  pressAt(selector: string, below?: number): Promise<void>;
  type(text: string): Promise<void>;
  /** Types into the Element, from its first field on. */
  typeAhead(text: string): Promise<void>;
  /** The same, and waits until the Element is complete. */
  fill(text: string): Promise<void>;
  /** Types a whole card into the card Element, key by key. */
  typeCard(number?: string): Promise<void>;
  pay(): Promise<Outcome>;
  /** What the page wrote on its console, threw, or was refused by its policy. */
  said(): Promise<string[]>;
  /** What the page, or a frame of it, shows to whoever can read its markup, storage, history or timings. */
  traces(...frames: string[]): Promise<string[]>;
}

/** Time until a document may be led away, in ms: the answer of what leads it away has to be out before. */
const LEAVING_MS = 100;

const CARD_FRAME = '#card iframe';

const EAR = `<!doctype html><title>evil</title><script>
  heard = [];
  addEventListener('message', ({ data }) => heard.push(data));
</script>`;

/** Runs in the shop's page before all else. */
function listen(): void {
  const said: string[] = [];
  Object.assign(window, { said, seen: [] });
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const write = console[level].bind(console);
    console[level] = (...words: unknown[]) => {
      said.push(
        `${level}: ${words.map((word) => (word instanceof Error ? word.stack : String(word))).join(' ')}`,
      );
      write(...words);
    };
  }
  addEventListener('error', ({ message }) => said.push(`uncaught: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => said.push(`unhandled: ${String(reason)}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    said.push(`policy: ${violatedDirective} ${blockedURI}`),
  );
}

interface Mounting {
  key: string;
  type: string;
  group: object;
  options: object;
}

/** Runs in the shop's page: puts an Element onto it, and notes what it tells. */
function mountElement({ key, type: name, group, options }: Mounting): void {
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements(group);
  window.card = window.elements.create(name as 'card', options);
  for (const type of ['ready', 'change', 'focus', 'blur', 'escape', 'loaderror'])
    window.card.on(type as 'ready', (event) =>
      window.seen.push({ type, ...(JSON.parse(JSON.stringify(event)) as object) }),
    );
  window.card.mount('#card');
}

/** Runs in a frame: whether the keyboard is in the first input that is typed into, which in a frame of one field is that. */
const isInFirstField = () => {
  const first = '.only input, body:not(:has(.only)) input:not([type="radio"], [type="checkbox"])';
  return document.hasFocus() && document.activeElement === document.querySelector(first);
};

interface Servers {
  sandbox: Sandbox;
  /** What the sandbox wrote since the last test. */
  log: string[];
  shop: TestServer;
  answers: Record<string, Answer>;
  evil: TestServer;
  evilAnswers: Record<string, Answer>;
  close(): Promise<void>;
}

async function startServers(): Promise<Servers> {
  const log: string[] = [];
  const answers = {};
  const evilAnswers = { '/': EAR };
  const [sandbox, shop, evil] = await Promise.all([
    startSandbox({ port: 0, memory: true, rateLimit: 10_000, log: (line) => log.push(line) }),
    serve(answers),
    serve(evilAnswers, '127.0.0.1'),
  ]);
  const close = async () => {
    await Promise.all([sandbox.close(), shop.close(), evil.close()]);
  };
  return { sandbox, log, shop, answers, evil, evilAnswers, close };
}

let pages = 0;

function tabIn(engine: string, driver: Driver, { sandbox, shop, answers, evil, evilAnswers }: Servers): Tab {
  const run = async (work: (argument: never) => unknown, argument?: unknown, ...frames: string[]) => {
    const place = `attack${++pages}`;
    await eventually(() => driver.evaluate('true', frames));
    // Not every engine's protocol waits for a promise: what comes of it is noted, and asked for.
    const call = `(${work})(${JSON.stringify(argument) ?? 'undefined'})`;
    await driver.evaluate(
      `(window.${place} = {}, (async () => ${call})().then(
        (value) => { window.${place}.result = JSON.stringify({ value }); },
        (error) => { window.${place}.result = JSON.stringify({ thrown: String(error) }); }), true)`,
      frames,
    );
    const left = JSON.stringify({ thrown: 'The document was left in the meantime.' });
    const result = await eventually(() =>
      driver.evaluate(`window.${place} ? window.${place}.result : ${JSON.stringify(left)}`, frames),
    );
    const { value, thrown } = JSON.parse(result as string) as { value: unknown; thrown?: string };
    if (thrown) throw new Error(thrown);
    return value;
  };

  const tab: Tab = {
    engine,
    sandbox,
    shop,
    answers,
    evil,
    evilAnswers,
    run: run as Tab['run'],

    async start(work, ...frames) {
      await driver.evaluate(`(setTimeout(${work}, ${LEAVING_MS}), true)`, frames);
    },

    async open({ head = '', body, headers = {}, before = '', host, ...element } = {}) {
      const path = `/checkout-${++pages}`;
      const script = (source: string) => ({ headers: { 'content-type': 'text/javascript' }, body: source });
      answers['/listen.js'] = script(`(${listen})()`);
      answers[`${path}.js`] = script(typeof before === 'string' ? before : `(${before})()`);
      answers[path] = {
        headers,
        body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>${head}
          <script src="/listen.js"></script><script src="${path}.js"></script>
          ${body ?? '<form><label for="name">Name</label> <input id="name"><div id="card"></div></form>'}
          <script src="${host ?? sandbox.url}/js/v1/payframe.js"></script>`,
      };
      await driver.open(shop.url + path);
      if (element.card !== false) await tab.mount(element);
    },

    async mount({ type = 'card', group = {}, card } = {}, key = sandbox.publishableKey) {
      const options = card || (type === 'card' ? { hidePostalCode: true } : {});
      await tab.run(mountElement, { key, type, group, options });
      await tab.event('ready');
    },

    goto: (url) => driver.open(url),

    async arrivesAt(url) {
      await eventually(() => driver.evaluate(`location.href === ${JSON.stringify(url)}`, []));
    },

    async event(type, count = 1) {
      const found = await eventually(() =>
        driver.evaluate(
          `((events) => events.length >= ${count} && JSON.stringify(events.at(-1)))
            (window.seen.filter(({ type }) => type === ${JSON.stringify(type)}))`,
          [],
        ),
      );
      return JSON.parse(found as string) as SeenEvent;
    },

    async press(name, ...frames) {
      await press(driver, name, ...frames);
      await hasKeyboard(driver, ...frames);
    },

    async pressAt(selector, below) {
      const { left, top, width, height } = await tab.run(
        (wanted) => (document.querySelector(wanted) as Element).getBoundingClientRect().toJSON() as DOMRect,
        selector,
      );
      await drawn(driver, selector);
      await driver.press(Math.round(left + width / 2), Math.round(top + (below ?? height / 2)));
      await hasKeyboard(driver, selector);
    },

    type: (text) => driver.type(text),

    async typeAhead(text) {
      // WebKit gives no frame the keyboard that nobody has pressed in. The first field is at the top.
      await tab.pressAt(CARD_FRAME, 10);
      await tab.run(() => window.card.focus());
      await eventually(() => driver.evaluate(`(${isInFirstField})()`, [CARD_FRAME]));
      await driver.type(text);
    },

    async fill(text) {
      await tab.typeAhead(text);
      await eventually(() =>
        driver.evaluate("window.seen.findLast(({ type }) => type === 'change')?.complete", []),
      );
    },

    typeCard: (number = cards.visa) =>
      tab.fill(`${number}${expiry.typed}${number === cards.amex ? '1234' : '123'}`),

    pay: () =>
      tab.run(() =>
        window.payframe.createPaymentMethod({ type: 'card', card: window.card }),
      ) as Promise<Outcome>,

    said: () => tab.run(() => (window as unknown as { said?: string[] }).said ?? []),
    traces: (...frames) => tab.run(readTraces, undefined, ...frames),
  };
  return tab;
}

const engines = inject('otherEngines') ? findEngines() : [chromium];

/** Starts engines when a test asks for them. */
function startEngines() {
  const started = new Map<Engine, Promise<Driver>>();
  return {
    start(engine: Engine): Promise<Driver> {
      const driver = started.get(engine) ?? engine.launch();
      started.set(engine, driver);
      return driver;
    },
    async close() {
      await Promise.all([...started.values()].map(async (driver) => (await driver).close()));
    },
  };
}

const attackTest = test
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads there which other fixtures this one needs.
  .extend('browsers', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browsers = startEngines();
    onCleanup(browsers.close);
    return browsers;
  })
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads there which other fixtures this one needs.
  .extend('servers', { scope: 'file' }, async ({}, { onCleanup }) => {
    const servers = await startServers();
    onCleanup(servers.close);
    return servers;
  });

/** A test of this attack for each engine. Afterwards no canary may be anywhere, see `canaries.ts`. */
export function inEveryEngine(
  name: string,
  attack: (tab: Tab) => Promise<void>,
  options: TestOptions = {},
): void {
  for (const engine of engines)
    attackTest(`${engine.name}: ${name}`, options, async ({ browsers, servers, onTestFinished }) => {
      const driver = await browsers.start(engine);
      const tab = tabIn(engine.name, driver, servers);
      onTestFinished(async () => {
        const shown = await tab.traces().catch(() => []);
        const said = await tab.said().catch(() => []);
        await driver.open('about:blank');
        expectNoCanaries([...shown, ...said, ...servers.log.splice(0)], servers.sandbox.secretKey);
      });
      await attack(tab);
    });
}

/** The same with each of several arguments, which the name shows as `%s`; `npm test` attacks with the first. */
export function inEveryEngineWith<Argument>(
  rows: [string, Argument][],
  name: string,
  attack: (tab: Tab, argument: Argument) => Promise<void>,
): void {
  for (const [share, options] of shares(rows, rows.length))
    for (const [row, argument] of share)
      inEveryEngine(name.replace('%s', row), (tab) => attack(tab, argument), options);
}
