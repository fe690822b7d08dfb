import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { MethodFlow } from '../../../src/contract/elements-session.js';
import { money } from '../../../src/contract/money.js';
import { type PasskeyQuestion, passkeyPart } from './passkey-part.js';
import type { Authentication, AuthenticationOutcome, HolderAnswer } from './question.js';

/** A page of the bank. */
export interface BankPage {
  status: 200 | 400 | 403 | 404 | 410;
  title: string;
  body: ReturnType<typeof html>;
  /** Whether it has the script that asks for a passkey. */
  asksPasskey?: boolean;
}

const STYLE = `
:root { color-scheme: light dark; }
body { background: light-dark(#fff, #1f1f26); color: light-dark(#1a1a1a, #f4f4f6); font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 28rem; padding: 1.25rem; }
.bank { align-items: center; display: flex; font-weight: 700; gap: .6rem; margin: 0; }
.bank::before { background: light-dark(#0b57d0, #a8c7fa); border-radius: .3rem; content: ""; height: 1.4rem; width: 1.4rem; }
.note { background: light-dark(#fff4d6, #4a3b10); border-radius: .5rem; font-size: .875rem; margin: 1rem 0; padding: .6rem .8rem; }
h1 { font-size: 1.25rem; line-height: 1.3; margin: 1.25rem 0 .5rem; }
p { margin: .5rem 0; }
dl { border-block: 1px solid light-dark(#d9d9df, #44444f); display: grid; gap: .4rem 1rem; grid-template-columns: auto 1fr; margin: 1rem 0; padding-block: .8rem; }
dt { color: light-dark(#5b5b66, #b9b9c4); }
dd { font-weight: 600; margin: 0; overflow-wrap: anywhere; text-align: end; }
form { display: grid; gap: .6rem; }
#passkey:not([hidden]) + form { margin-block-start: .6rem; }
form + form { border-block-start: 1px solid light-dark(#d9d9df, #44444f); margin-block-start: 1.25rem; padding-block-start: 1.25rem; }
label { display: grid; font-weight: 600; gap: .25rem; }
input { background: none; border: 1px solid currentcolor; border-radius: .5rem; box-sizing: border-box; color: inherit; font: inherit; min-height: 2.75rem; padding: .5rem .75rem; width: 100%; }
.problem { color: light-dark(#b3261e, #ffb4ab); font-weight: 600; }
button { background: none; border: 1px solid currentcolor; border-radius: .5rem; color: inherit; cursor: pointer; font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1rem; }
a { color: inherit; display: inline-block; padding-block: .5rem; }
button.yes { background: light-dark(#0b57d0, #a8c7fa); border-color: transparent; color: light-dark(#fff, #10213f); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8c7fa); outline-offset: 2px; }
`;

/** Hash of the only style that the policy of such a page allows. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

export const document = ({ title, body }: BankPage): string =>
  String(
    html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${raw(STYLE)}</style></head><body><main><p class="bank">Payframe Test Bank</p>${body}</main></body></html>`,
  );

/**
 * Asks the holder of a payment method, as their bank or wallet would, or shows them what to pay with.
 *
 * @param passkey What the browser is asked for, where the holder may confirm by a passkey.
 * @param problem Why an earlier answer does not count.
 */
export function question(asked: Authentication, passkey?: PasskeyQuestion, problem = ''): BankPage {
  const { amount, answers, currency, paidWith, voucher } = asked;
  const words = WORDS[asked.flow]?.(asked) ?? authentication(asked);
  return {
    status: problem ? 400 : 200,
    title: 'Payframe Test Bank',
    asksPasskey: passkey !== undefined,
    body: html`<p class="note">${words.note}</p>
<h1>${words.title}</h1>
<dl>
<dt>Merchant</dt><dd>${asked.merchant ?? 'Test shop'}</dd>
${amount === null || currency === null ? '' : html`<dt>Amount</dt><dd>${money(amount, currency)}</dd>`}
<dt>${words.term}</dt><dd>${paidWith}</dd>
${Object.entries(voucher).map(([name, text]) => html`<dt>${labelOf(name)}</dt><dd>${text}</dd>`)}
</dl>
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
${passkey ? passkeyPart(passkey) : ''}
<form method="post">
${answers.map(
  (
    answer,
    at,
  ) => html`<button ${at === 0 ? html`class="yes" ` : ''}name="outcome" value="${answer}">${words.answers[answer]}</button>
`,
)}</form>`,
  };
}

/** The texts of a page. */
interface Words {
  note: string;
  title: string;
  /** What the name of the payment method is called. */
  term: string;
  /** The buttons, for those answers that the page takes. */
  answers: Partial<Record<HolderAnswer, string>>;
}

const titleOf = ({ amount, noun }: Authentication) =>
  amount === null ? `Do you want to save this ${noun}?` : 'Do you want to make this payment?';

const authentication = (asked: Authentication): Words => ({
  note: 'Test mode: no bank is asked, and no money moves. Choose how the authentication ends.',
  title: titleOf(asked),
  term: capitalized(asked.noun),
  answers: { complete: 'Complete authentication', fail: 'Fail authentication' },
});

const authorisation = (asked: Authentication): Words => ({
  note:
    'Test mode: this page stands for the customer’s bank or wallet, and no money moves. Choose how the visit ends. ' +
    'Close the page to leave without an answer.',
  title: titleOf(asked),
  term: 'Method',
  answers: {
    complete: asked.amount === null ? `Authorise saving this ${asked.noun}` : 'Authorise payment',
    fail: asked.amount === null ? `Fail to save this ${asked.noun}` : 'Fail payment',
    expire: 'Let the time to pay pass',
    succeed_later: 'Authorise, and succeed later',
    fail_later: 'Authorise, and fail later',
  },
});

const voucherToPay = (): Words => ({
  note: 'Test mode: this page stands for the voucher that the customer pays in a shop or at a bank, and no money moves.',
  title: 'Pay with this voucher',
  term: 'Method',
  answers: { complete: 'Pay the voucher', expire: 'Let the voucher expire' },
});

const WORDS: Partial<Record<MethodFlow, (asked: Authentication) => Words>> = {
  redirect: authorisation,
  voucher: voucherToPay,
};

const labelOf = (name: string) => capitalized(name.replaceAll('_', ' '));

/** Tells a holder who has opened a voucher by itself how it ended. */
export const voucherEnd = (outcome: AuthenticationOutcome): BankPage =>
  outcome === 'succeeded'
    ? message(200, 'The voucher is paid', 'You can close this page.')
    : message(410, 'The voucher has expired', 'Go back to the shop and pay again.');

const capitalized = (noun: string) => `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;

export const message = (status: BankPage['status'], title: string, text: string): BankPage => ({
  status,
  title,
  body: html`<h1>${title}</h1><p>${text}</p>`,
});

export const unknown = (): BankPage =>
  message(404, 'Nothing to confirm', 'This address is not one that the bank has given out.');

/**
 * Tells a holder that their answer is wanted no more.
 *
 * @param back Where they came from, where that is not the page around this one.
 */
export function withdrawn(back: string | null = null): BankPage {
  const page = message(410, 'Nothing to confirm any more', 'The payment was canceled or started again.');
  return back === null
    ? page
    : { ...page, body: html`${page.body}<p><a href="${back}">Back to the shop</a></p>` };
}

export const foreignFrame = (): BankPage =>
  message(
    403,
    'Not in this frame',
    'The bank shows this page on its own, or in a frame of its own platform.',
  );
