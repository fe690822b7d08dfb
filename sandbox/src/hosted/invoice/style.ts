import { createHash } from 'node:crypto';
import { PAYMENT_STYLE } from '../payment-form.js';
import { STYLE } from '../style.js';

/** The only style sheet of the pages of invoices. */
export const INVOICE_STYLE = `${STYLE}${PAYMENT_STYLE}
.due { font-size: 2rem; font-weight: 700; line-height: 1.2; margin: .25rem 0; }
.quiet { color: var(--quiet); }
.parties { display: grid; gap: 1rem 2rem; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); margin-block: 1.25rem; }
.parties h2 { margin-block-start: 0; }
.parties p { margin: 0; }
td, th { vertical-align: top; white-space: normal; }
td { overflow-wrap: anywhere; }
.number { text-align: end; white-space: nowrap; }
.sums { border: 0; margin: .5rem 0 1.5rem; }
.sums dt, .sums dd { font-weight: 400; }
.sums dd { white-space: nowrap; }
.sums .strong { color: inherit; font-weight: 700; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
@media (max-width: 30rem) { th, td { padding-inline: .4rem; } }
@media print { #pay, .links, .test { display: none; } }
`;

/** Hash of the style sheet, as a policy names it. */
export const INVOICE_STYLE_HASH = `'sha256-${createHash('sha256').update(INVOICE_STYLE).digest('base64')}'`;
