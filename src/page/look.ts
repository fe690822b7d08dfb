import type { Look } from '../wire/index.js';

type Scheme = Look['scheme'];

const DARK = '(prefers-color-scheme: dark)';

/** The colour scheme that a native input would have in a node. */
export function schemeOf(node: Element): Scheme {
  const { colorScheme = '' } = getComputedStyle(node);
  const dark = colorScheme.includes('dark');
  const both = dark && colorScheme.includes('light');
  return (both ? globalThis.matchMedia?.(DARK).matches : dark) ? 'dark' : 'light';
}

/** Calls when the scheme of the page's nodes may have changed: by the system, or by a switch of the page's own. */
export function onSchemeChange(listener: () => void): () => void {
  const media = globalThis.matchMedia?.(DARK);
  media?.addEventListener('change', listener);
  const observer = new MutationObserver(listener);
  for (const node of [document.documentElement, document.body])
    if (node) observer.observe(node, { attributes: true });
  return () => {
    media?.removeEventListener('change', listener);
    observer.disconnect();
  };
}

/** Has an iframe agree with its document. */
export function showLook({ style }: HTMLIFrameElement, { scheme, outset }: Look): void {
  style.setProperty('color-scheme', scheme);
  style.setProperty('margin', `${-outset}px`);
  style.setProperty('width', `calc(100% + ${2 * outset}px)`);
}
