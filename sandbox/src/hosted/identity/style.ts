import { createHash } from 'node:crypto';
import { STYLE } from '../style.js';

/** The only style sheet of the pages of a verification. */
export const IDENTITY_STYLE = `${STYLE}
.steps { color: var(--quiet); font-size: .875rem; margin: 0; }
.choice span { min-width: 0; overflow-wrap: anywhere; }
.choice code { line-height: 1.75rem; min-width: 0; }
.sample { border: 1px solid var(--line); border-radius: .75rem; color: var(--quiet); display: block; height: auto; margin: 1rem auto; max-width: 100%; width: 20rem; }
.sample.round { width: 12rem; }
.number { font-size: 1.25rem; font-weight: 600; }
.back { align-items: center; display: flex; justify-content: center; min-height: 2.75rem; }
`;

/** Hash of the style sheet, as a policy names it. */
export const IDENTITY_STYLE_HASH = `'sha256-${createHash('sha256').update(IDENTITY_STYLE).digest('base64')}'`;
