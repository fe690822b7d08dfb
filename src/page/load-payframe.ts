import { PayframeError } from './errors.js';
import { checkPage, resolveHost } from './host.js';
import { copyOptions } from './options.js';
import { requirePublishableKey } from './publishable-key.js';
import type { Payframe, PayframeConstructor, PayframeOptions } from './types/index.js';

const SCRIPT_PATH = '/js/v1/payframe.js';
/** Waits between tries, in ms. */
const BACKOFF_MS = [250, 1000];
/** How long one try may take, in ms. */
const TRY_MS = 20_000;

/** The global of the script; not an element whose id is `Payframe`, which the browser makes one too. */
function loaded(): PayframeConstructor | undefined {
  const { Payframe } = window as { Payframe?: PayframeConstructor };
  return typeof Payframe === 'function' ? Payframe : undefined;
}

let loading: Promise<PayframeConstructor> | undefined;

/**
 * Loads the script from the host and makes a Payframe object; `null` on a server. Tries three times; a failure is not
 * remembered, so that a later call tries anew.
 *
 * @throws IntegrationError for a key or a host that is refused: nothing is loaded then.
 * @throws PayframeError `script_load_failed` where the script could not be loaded.
 */
export async function loadPayframe(
  publishableKey: string,
  options?: PayframeOptions,
): Promise<Payframe | null> {
  if (typeof window === 'undefined' || typeof document === 'undefined') return null;
  const { mode } = requirePublishableKey(publishableKey);
  const copy = copyOptions(options, 'options');
  const host = resolveHost(copy.host, mode);
  checkPage(mode);
  const Payframe = loaded() ?? (await loadOnce(host));
  return Payframe(publishableKey, { ...copy, host });
}

function loadOnce(host: string): Promise<PayframeConstructor> {
  loading ??= loadScript(host).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function loadScript(host: string): Promise<PayframeConstructor> {
  const url = host + SCRIPT_PATH;
  for (const wait of [...BACKOFF_MS, undefined]) {
    // A page's Trusted Types may throw here; the last error below says what to look at.
    await insertScript(url).catch(() => {});
    const Payframe = loaded();
    if (Payframe) return Payframe;
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait * (1 + Math.random() / 2)));
  }
  throw new PayframeError({
    type: 'api_connection_error',
    code: 'script_load_failed',
    message: `Payframe could not be loaded from ${url}. Check the connection, the host, and the page's script-src and trusted-types.`,
  });
}

/** Settles when the browser is done with the script, however that went. */
function insertScript(url: string): Promise<void> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = trusted(url);
    const timeout = setTimeout(done, TRY_MS);
    function done() {
      clearTimeout(timeout);
      script.remove();
      resolve();
    }
    script.onload = script.onerror = done;
    document.head.append(script);
  });
}

type TrustedTypes = { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** Where a page enforces Trusted Types, its policy list must name `payframe`. */
function trusted(url: string): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('payframe', { createScriptURL: (input: string) => input });
  return policy ? policy.createScriptURL(url) : url;
}
