/** What the types of a group of Elements let a page write, and what they refuse; nothing here runs. */
import type { ElementOf, PayframeElements } from '../../src/page/index.js';

declare const group: PayframeElements;
declare const type: 'card' | 'iban';
group.create(type).mount('#field');
group.getElement('iban') satisfies ElementOf<'iban'> | null;
// @ts-expect-error An IBAN has no postal code to hide.
group.create('iban', { hidePostalCode: true });
