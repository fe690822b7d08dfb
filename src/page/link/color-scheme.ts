import type { Look } from '../../wire/index.js';
import { listen } from '../listen.js';

type Scheme = Look['scheme'];

const systemScheme = () => globalThis.matchMedia?.('(prefers-color-scheme: dark)');

/** Returns the colour scheme that a native input would have in a node. */
export function schemeOf(node: Element): Scheme {
  const { colorScheme } = getComputedStyle(node);
  const dark = /dark/.test(colorScheme) && (!/light/.test(colorScheme) || systemScheme()?.matches);
  return dark ? 'dark' : 'light';
}

/** Calls the listener when the page's colour scheme may have changed, by the system or by the page's own switch. */
export function onSchemeChange(listener: () => void): () => void {
  const stop = listen(systemScheme(), 'change', listener);
  const observer = new MutationObserver(listener);
  for (const node of document.querySelectorAll('html, body')) observer.observe(node, { attributes: true });
  return () => {
    stop();
    observer.disconnect();
  };
}
