import { createHash } from 'node:crypto';
import type { Session } from '../../resources/checkout-sessions/index.js';
import { STYLE } from '../style.js';
import { brandStyle } from './brand.js';

/** The only style sheet of the pages of Checkout. */
export const CHECKOUT_STYLE = `${STYLE}
body { max-width: 70rem; }
main { margin: 0 auto; max-width: 32rem; }
header { align-items: baseline; display: flex; flex-wrap: wrap; gap: .25rem .75rem; }
h1 { margin-block: .75rem .25rem; }
.brand { min-width: 0; overflow-wrap: anywhere; }
.badge { background: light-dark(#fff4d6, #4a3b10); border-radius: 1rem; font-size: .8125rem; font-weight: 600; padding: .1rem .6rem; }
.due { font-size: 2rem; font-weight: 700; line-height: 1.2; margin: .25rem 0; }
.quiet { color: var(--quiet); }
.fold summary { color: var(--link); cursor: pointer; min-height: 2.75rem; padding-block: .6rem; }
.fold:not([open]) + .order { display: none; }
.lines { list-style: none; margin: 0; padding: 0; }
.lines li, .choice { display: flex; gap: .75rem; }
.lines li { border-block-end: 1px solid var(--line); padding-block: .6rem; }
.what { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.amount { white-space: nowrap; }
fieldset.stepper { display: flex; gap: .25rem; margin: .35rem 0 0; }
.stepper button { min-width: 2.75rem; padding: 0; }
.stepper input:not([type]) { min-width: 0; padding-inline: .25rem; text-align: center; width: 4rem; }
.small { margin-block-start: .35rem; padding: .25rem .75rem; }
.unseen { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
.sums { border: 0; margin: .5rem 0; }
.sums dt, .sums dd { font-weight: 400; }
.sums dd { white-space: nowrap; }
.sums .strong { color: inherit; font-weight: 700; }
.row { align-items: end; }
.together { align-items: end; display: flex; flex-wrap: wrap; gap: .5rem; }
.together .field { flex: 1 1 10rem; }
input:where([type="email"], [type="tel"]) { background: transparent; border: 1px solid var(--edge); border-radius: .5rem; color: inherit;
  font: inherit; min-height: 2.75rem; padding: .5rem .75rem; width: 100%; }
fieldset { border: 0; margin: 1rem 0; padding: 0; }
legend { font-size: 1.125rem; padding: 0; }
/* As high as the form is when it opens, so that nothing moves. That of one type without an address is lower, although its frame keeps
  the usual 308 px until it is used. */
#payment { display: flow-root; margin-block-start: .75rem; min-height: 300px; }
#payment.short { min-height: 144px; }
#payment.short:not(.ready) iframe, #payment.short iframe[style*="height: 308px"] { height: 152px !important; }
#billing .field { margin-block-start: .75rem; }
.custom { text-align: -webkit-match-parent; text-align: match-parent; }
.field > label > .hint { display: inline; }
.field > .choice { display: flex; font-weight: 400; }
.choice > span { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.choice > .amount { flex: none; }
#pay { margin-block-start: .75rem; width: 100%; }
[dir="rtl"] .arrow { display: inline-block; transform: scaleX(-1); }
button[disabled] { cursor: default; opacity: .6; }
[aria-busy="true"] { cursor: progress; }
.custom { margin: .5rem 0; }
.choice .custom { margin: 0; }
@media (min-width: 60rem) {
  .two { display: grid; gap: 4rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); max-width: none; padding-block-start: 2rem; }
  .side { align-self: start; position: sticky; top: 1.25rem; }
  .fold { display: none; }
  .fold:not([open]) + .order { display: block; }
}
`;

/** Returns the style sheet of the page of a session, with the look that its shop wants. */
export const styleOf = ({ branding_settings: branding }: Pick<Session, 'branding_settings'>): string =>
  branding ? CHECKOUT_STYLE + brandStyle(branding) : CHECKOUT_STYLE;

/** Returns the hash of a style sheet, as a policy names it. */
export const hashOf = (style: string): string =>
  `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
