import { text } from '../input/options.js';

/**
 * Stands for what comes later, as its promise and as itself: a page of a checkout creates and mounts Elements at once. Each method is
 * called on the real object when that has come, in the order of the page's calls.
 */
// biome-ignore lint/suspicious/noExplicitAny: What comes may be anything; the public types say what a page may call.
export const standIn = (coming: Promise<any>, real: any = { __v_skip: true }): object =>
  new Proxy(real, {
    __proto__: null,
    get: (_, key) =>
      real[key] ??
      // `then` and its like.
      coming[key as 'then']?.bind?.(coming) ??
      (/^[a-z]/.test(text(key) ?? '') &&
        ((...given: unknown[]) =>
          standIn(coming.then((arrived) => Object.assign(real, arrived)[key]?.(...given))))),
  } as ProxyHandler<object>);
