import { loadPayframe } from 'payframe';

const { publishableKey = '', host } = (document.getElementById('root') as HTMLElement).dataset;

/** It is loaded once, outside of any component, so that rendering loads nothing. */
export const loaded = loadPayframe(publishableKey, { host });
