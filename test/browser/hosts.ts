/** A host that misbehaves: it serves the built script and frames, except where a test sets its own answers. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PayframeElementType } from '../../src/page/index.js';
import { ELEMENTS } from '../../src/wire/index.js';
import { type Answer, serve, type TestServer } from './servers.js';

const folder = fileURLToPath(new URL('../../dist/host', import.meta.url));

/** Every file that a host serves, by path, with the headers that it must send. */
export const hostHeaders = JSON.parse(readFileSync(`${folder}/headers.json`, 'utf8')) as Record<
  string,
  Record<string, string>
>;

/** A frame's document under the address of one build is the same, with the same headers: see `sizes.test.ts`. */
const isCopy = (path: string) => /\/[0-9a-f]{8}\//.test(path);
const documents = Object.keys(hostHeaders).filter((path) => path.endsWith('.html') && !isCopy(path));

/** The paths of the frames' documents. */
export const frameDocuments = documents.filter((path) => path.startsWith('/frame/'));

/** The paths of the pages for people, which have no script. */
export const plainPages = documents.filter((path) => !path.startsWith('/frame/'));

/** The same with its content, read once, so that a build in the meantime mixes nothing up. */
const files = Object.entries(hostHeaders).map(([path, headers]) => {
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return [path, { headers: Object.fromEntries(lowerCase), body: readFileSync(folder + path) }] as const;
});

/** Returns the path of a script that a frame loads later: documents may have scripts of one name. */
export function laterScript(document: string, name: string): string {
  const [file] =
    new RegExp(`\\b${name}-[0-9a-f]+\\.js`).exec(
      readFileSync(`${folder}/frame/v1/${document}.html`, 'utf8'),
    ) ?? [];
  if (!file) throw new Error(`${document}.html loads no script ${name}.`);
  return `/frame/v1/${file}`;
}

/** Returns the path of an Element's document as the host's script asks for it. */
export const framePath = (type: PayframeElementType): string => {
  const name = ELEMENTS[type].path.replace(/#.*/, '');
  return files.map(([path]) => path).find((path) => isCopy(path) && path.endsWith(`/${name}`)) as string;
};

/** The card's document. */
export const FRAME_PATH = framePath('card');

/** The documents of all Elements, at the addresses that the host's script asks for. */
export const elementDocuments = [...new Set((Object.keys(ELEMENTS) as PayframeElementType[]).map(framePath))];

export const SCRIPT_PATH = '/js/v1/payframe.js';
export const PAYMENT_METHODS_PATH = '/v1/payment_methods';

/** A host on `127.0.0.1`. The answers may be changed while it runs. */
export function startHost(answers: Record<string, Answer>): Promise<TestServer> {
  answers[SESSIONS_PATH] ??= json(cardSession);
  for (const [path, file] of files) answers[path] ??= file;
  return serve(answers, '127.0.0.1');
}

/** An answer of the API. */
export const json = (body: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const SESSIONS_PATH = '/v1/elements/sessions';

/** What a Payment Element learns from its host: that there are cards, and what for. */
export const cardSession = {
  object: 'elements.session',
  livemode: false,
  mode: 'setup',
  intent: null,
  amount: null,
  currency: null,
  setup_future_usage: null,
  capture_method: null,
  account: { name: null, country: 'DE' },
  payment_methods: [{ type: 'card', flow: 'direct', name: 'Card', countries: ['DE'] }],
  customer: null,
};

export const paymentMethod = { id: 'pm_1', object: 'payment_method', type: 'card', card: { last4: '4242' } };
