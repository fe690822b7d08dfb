import type { WireError } from '../wire/index.js';
import { IntegrationError, PayframeError } from './errors.js';
import { checkPage, resolveHost } from './input/host.js';
import { requireObject, text } from './input/options.js';
import { requirePublishableKey } from './input/publishable-key.js';
import type { CallOptions, LoadOptions, Payframe, PayframeConstructor } from './types/index.js';

/** Waits between tries, in ms. */
const BACKOFF_MS = [250, 1000];
/** Longest duration of one try, in ms. */
const TRY_MS = 20_000;

const ABORTED: WireError = {
  type: 'api_connection_error',
  code: 'aborted',
  message: 'The wait for Payframe was aborted.',
};

/** Returns the script's global, but not an element with the id `Payframe`, which browsers make a global too. */
function loaded(): PayframeConstructor | undefined {
  const { Payframe } = window as { Payframe?: PayframeConstructor };
  return typeof Payframe === 'function' ? Payframe : undefined;
}

/** Scripts that are loading, by address, so that a host that is down does not block another. */
const loading = new Map<string, Promise<PayframeConstructor>>();

/**
 * Loads the script from the host and creates a Payframe object; resolves with `null` on a server. It tries
 * three times. A failure is not remembered, so that a later call tries again, and is never an unhandled
 * rejection.
 *
 * @throws IntegrationError for a key, a host or an `integrity` that is refused. Nothing is loaded then.
 * @throws PayframeError `load_failed` when the script could not be loaded, with `attempts`, `url`, and the
 * last error as `cause`; `aborted` when the signal ended the wait.
 * @example
 * ```ts
 * import { loadPayframe } from 'payframe';
 *
 * const payframe = await loadPayframe('pk_test_…', { host: 'https://pay.example.com' });
 * const card = payframe?.elements().create('card');
 * card?.mount('#card');
 * ```
 */
export function loadPayframe(
  publishableKey: string,
  options?: LoadOptions,
  callOptions?: CallOptions,
): Promise<Payframe | null> {
  const payframe = loadFromHost(publishableKey, options, (script) =>
    untilAborted(script, callOptions?.signal),
  );
  payframe.catch(() => {});
  return payframe;
}

/**
 * Does the same for a caller that handles a rejection, such as the custom elements, whose bundle has no signals.
 *
 * @param wait Waits for the script.
 */
export async function loadFromHost(
  publishableKey: string,
  options: LoadOptions | undefined,
  wait?: (script: Promise<PayframeConstructor>) => Promise<PayframeConstructor>,
): Promise<Payframe | null> {
  // Some tools for servers define only parts of `window` or `document`.
  if (typeof window === 'undefined' || typeof globalThis.document?.createElement !== 'function') return null;
  const { mode } = requirePublishableKey(publishableKey);
  // Without a prototype, a missing option is not inherited. The script itself checks what it gets.
  const { integrity, ...copy } = { __proto__: null, ...requireObject(options, 'options') } as LoadOptions;
  const host = resolveHost(copy.host, mode);
  checkPage(mode);
  const script = findScript(host, integrity);
  const Payframe = loaded() ?? (await (wait ? wait(loadOnce(script)) : loadOnce(script)));
  return Payframe(publishableKey, { ...copy, host });
}

interface Script {
  url: string;
  integrity: string;
}

/** Returns the host's newest script, or the one that has the hash: its address has the first four bytes of it. */
function findScript(host: string, integrity: unknown): Script {
  if (integrity === undefined) return { url: `${host}/js/v1/payframe.js`, integrity: '' };
  const [, hash] = /^sha384-([\w+/]{64})$/.exec(text(integrity) ?? '') ?? [];
  if (!hash) {
    throw new IntegrationError(
      'options.integrity must be the SHA-384 of the script, sha384-…: payframe/integrity.json has it.',
      'invalid_option',
      'integrity',
    );
  }
  const bytes = Array.from(atob(hash.slice(0, 8)), (byte) => byte.charCodeAt(0)).slice(0, 4);
  const name = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { url: `${host}/js/v1/payframe-${name}.js`, integrity: `sha384-${hash}` };
}

function loadOnce(script: Script): Promise<PayframeConstructor> {
  const { url } = script;
  const running = loading.get(url) ?? loadScript(script).finally(() => loading.delete(url));
  loading.set(url, running);
  return running;
}

/** Ends the wait of one caller only; others may be waiting for the same script. */
function untilAborted<T>(script: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return script;
  return new Promise((resolve, reject) => {
    const abort = () => reject(new PayframeError(ABORTED));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    script.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function loadScript(script: Script): Promise<PayframeConstructor> {
  for (let attempts = 1; ; attempts++) {
    const cause = await tryOnce(script);
    const Payframe = loaded();
    if (Payframe) return Payframe;
    const wait = BACKOFF_MS[attempts - 1];
    if (!wait) throw loadFailed({ attempts, url: script.url, cause });
    await new Promise((resolve) => setTimeout(resolve, wait * (1 + Math.random() / 2)));
  }
}

/** A try that failed because the person left the page does not count. It is repeated when the page is shown again. */
async function tryOnce(script: Script): Promise<unknown> {
  let shown: Promise<unknown> | undefined;
  const onHide = () => {
    shown ??= new Promise((resolve) => addEventListener('pageshow', resolve, { once: true }));
  };
  addEventListener('pagehide', onHide);
  // A page's Trusted Types policy may throw here.
  const cause = await insertScript(script).catch((error: unknown) => error);
  removeEventListener('pagehide', onHide);
  if (!shown || loaded()) return cause;
  await shown;
  return tryOnce(script);
}

/** Resolves when the browser is done with the script, with the error to use if the script set no global. */
function insertScript({ url, integrity }: Script): Promise<Error> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    if (integrity) {
      script.integrity = integrity;
      script.crossOrigin = 'anonymous';
    }
    script.src = trusted(url);
    const end = (what: string) => () => {
      clearTimeout(timeout);
      script.remove();
      resolve(new Error(`The script ${what}.`));
    };
    script.onload = end('made no global Payframe');
    script.onerror = end('could not be fetched, was blocked, or is not the one that `integrity` pins');
    document.head.append(script);
    const timeout = setTimeout(end(`did not come within ${TRY_MS / 1000} seconds`), TRY_MS);
  });
}

const loadFailed = (details: { attempts: number; url: string; cause: unknown }) =>
  Object.assign(
    new PayframeError({
      type: 'api_connection_error',
      code: 'load_failed',
      message: `Payframe could not be loaded from ${details.url}. Check the connection, the host, and the page's script-src and trusted-types.`,
    }),
    details,
  );

type TrustedTypes = { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** A page that enforces Trusted Types has to allow the policy `payframe`. */
function trusted(url: string): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('payframe', { createScriptURL: (input: string) => input });
  return policy ? policy.createScriptURL(url) : url;
}
