/** What the compiler refuses when a public method or the check of a message is missing; nothing here runs. */
import type { ElementOf, Payframe, PayframeElements } from '../../src/page/index.js';
import type { createMethods } from '../../src/page/methods/create.js';
import type { intentMethods } from '../../src/page/methods/intents.js';
import type { Check } from '../../src/wire/check.js';
import type { FrameMessage, PageMessage } from '../../src/wire/index.js';
import type { isFrameMessage, isPageMessage, Unchecked } from '../../src/wire/messages.js';

type MethodsOfFiles = ReturnType<typeof createMethods> & ReturnType<typeof intentMethods>;
declare const methods: MethodsOfFiles;
declare const rest: Pick<Payframe, 'elements' | 'registerAppInfo'>;
export const payframe: Payframe = { ...methods, ...rest };

declare const withoutOne: Omit<Payframe, 'confirmCardPayment'>;
// @ts-expect-error A method is missing.
export const incomplete: Payframe = withoutOne;
declare const groupWithoutOne: Omit<PayframeElements, 'submit'>;
// @ts-expect-error A group's method is missing.
export const incompleteGroup: PayframeElements = groupWithoutOne;
declare const elementWithoutOne: Omit<ElementOf<'card'>, 'clear'>;
// @ts-expect-error An Element's method is missing.
export const incompleteElement: ElementOf<'card'> = elementWithoutOne;

type Lacking<M extends { type: string }, T> = Check<Exclude<M, { type: T }>>;
export const unchecked: [
  Unchecked<FrameMessage, Lacking<FrameMessage, 'pong'>>,
  Unchecked<PageMessage, Lacking<PageMessage, 'ping'>>,
] = ['pong', 'ping'];
// @ts-expect-error Every message of a frame is checked.
export const ofFrame: Unchecked<FrameMessage, typeof isFrameMessage> = 'pong';
// @ts-expect-error Every message of a page is checked.
export const ofPage: Unchecked<PageMessage, typeof isPageMessage> = 'ping';

declare const group: PayframeElements;
declare const type: 'card' | 'iban';
group.create(type).mount('#field');
group.getElement('iban') satisfies ElementOf<'iban'> | null;
// @ts-expect-error An IBAN has no postal code to hide.
group.create('iban', { hidePostalCode: true });
