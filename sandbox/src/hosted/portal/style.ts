import { createHash } from 'node:crypto';
import { PAYMENT_STYLE } from '../payment-form.js';
import { STYLE } from '../style.js';

/** The only style sheet of the portal. */
export const PORTAL_STYLE = `${STYLE}${PAYMENT_STYLE}
body { max-width: 42rem; }
.quiet { color: var(--quiet); margin: 0; }
.due { font-size: 1.5rem; font-weight: 700; }
.box { border: 1px solid var(--line); border-radius: .75rem; margin: .75rem 0; padding: 1rem; }
.box h2, .box h3 { font-size: 1rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
.box p { margin: .15rem 0; }
.box .buttons { margin-block: .5rem 0; }
.buttons > * { flex: 0 1 auto; }
.button { border: 1px solid var(--link); border-radius: .5rem; display: inline-block; font-weight: 600; min-height: 2.75rem; padding: .5rem 1rem; text-align: center; text-decoration: none; }
.badge { border: 1px solid var(--edge); border-radius: 1rem; font-size: .8125rem; font-weight: 600; padding: .1rem .6rem; white-space: nowrap; }
.badge.bad { border-color: var(--bad); color: var(--bad); }
td, th { white-space: normal; }
.choice span { min-width: 0; overflow-wrap: anywhere; }
textarea { min-height: 5rem; }
input[type] { min-width: 0; }
input[type=number] { background: transparent; border: 1px solid var(--edge); border-radius: .5rem; color: inherit; font: inherit; min-height: 2.75rem; padding: .5rem .75rem; width: 8rem; }
footer { border-block-start: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin-block-start: 2rem; padding-block-start: 1rem; }
@media (max-width: 30rem) { .buttons > *, .buttons form button { flex: 1 1 100%; width: 100%; } th, td { padding-inline: .4rem; } }
`;

/** Hash of the style sheet, as a policy names it. */
export const PORTAL_STYLE_HASH = `'sha256-${createHash('sha256').update(PORTAL_STYLE).digest('base64')}'`;
