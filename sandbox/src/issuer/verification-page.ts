import { html } from 'hono/html';
import type { DepositAnswer } from '../../../src/contract/microdeposits.js';
import type { Database } from '../kernel/db/database.js';
import { type Params, readForm, textIn } from '../kernel/http/form.js';
import type { Platform } from '../kernel/http/pipeline.js';
import { ownRow } from '../kernel/store/owner.js';
import { inTransaction } from '../kernel/transaction.js';
import { methods } from '../methods/index.js';
import { paymentMethods } from '../resources/payment-methods/index.js';
import {
  type AuthenticationRow,
  findDeposits,
  type VerificationAnswer,
  type WaitingIntents,
} from './authentications.js';
import { type BankPage, foreignFrame, message, unknown, withdrawn } from './page.js';
import { isFramed, show } from './visit.js';

/** The hosted page on which the holder of an account tells which microdeposits arrived, as a browser reaches it. */
export interface VerificationPage {
  visit(request: Request, id: string): Promise<Response>;
  /** Takes the holder's answer. */
  answer(request: Request, id: string): Promise<Response>;
}

/**
 * Serves the page of an intent's `hosted_verification_url`. A person who has the address is taken for the
 * account's holder: its id can't be guessed, and only the page that began the payment and the shop know it.
 */
export const createVerificationPage = (platform: Platform, waiting: WaitingIntents): VerificationPage => ({
  async visit(request, id) {
    if (isFramed(request)) return show(request, foreignFrame());
    const deposits = await findDeposits(platform.db, id);
    if (!deposits) return show(request, unknown());
    const page = ENDS[deposits.status]?.() ?? form(await accountOf(platform.db, deposits));
    return show(request, page);
  },
  async answer(request, id) {
    const sent = answerIn(await readForm(request));
    const deposits = await findDeposits(platform.db, id);
    if (!deposits) return show(request, unknown());
    const account = await accountOf(platform.db, deposits);
    if (!sent) return show(request, form(account, 'Enter the code, or both amounts in cents.'));
    const result = await inTransaction(platform, deposits, (work) =>
      waiting[deposits.intent].verify(work, deposits, sent),
    );
    return show(request, pageAfter(result, account));
  },
});

/** Reads the code, or the amounts, from the page's form; `undefined` for neither. */
function answerIn(sent: Params): DepositAnswer | undefined {
  const [code, first, second] = ['code', 'first', 'second'].map((name) => textIn(sent, name).trim());
  if (code) return { code };
  const amounts = [Number(first), Number(second)];
  return amounts.every((cents) => Number.isInteger(cents) && cents > 0) ? { amounts } : undefined;
}

/** Returns the digits by which the holder knows the account. */
async function accountOf(db: Database, deposits: AuthenticationRow): Promise<string> {
  const [method] = await db
    .select({ type: paymentMethods.type, details: paymentMethods.details })
    .from(paymentMethods)
    .where(ownRow(deposits, paymentMethods, deposits.paymentMethodId));
  return method ? methods.of(method.type).describe(method.details) : '';
}

function pageAfter(result: VerificationAnswer, account: string): BankPage {
  switch (result.end) {
    case 'verified':
      return verified();
    case 'again':
      return form(account, result.message);
    case 'failed':
      return message(410, 'The account could not be verified', result.message);
    case 'withdrawn':
      return withdrawn();
  }
}

const form = (account: string, problem?: string): BankPage => ({
  status: problem ? 400 : 200,
  title: 'Verify your bank account',
  body: html`<p class="note">Test mode: nothing was sent. SM11AA, or 32 and 45, verifies the account.</p>
<h1>Verify your bank account ${account}</h1>
<p>A small deposit shows in your statement: either one with a code, or two without.</p>
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
<form method="post">
<label>Code, which begins with SM<input name="code" maxlength="6" autocomplete="off" autocapitalize="characters" spellcheck="false" required></label>
<button class="yes">Verify by the code</button>
</form>
<form method="post">
<label>First amount, in cents<input name="first" inputmode="numeric" maxlength="2" autocomplete="off" required></label>
<label>Second amount, in cents<input name="second" inputmode="numeric" maxlength="2" autocomplete="off" required></label>
<button>Verify by the amounts</button>
</form>`,
});

const verified = () => message(200, 'Your bank account is verified', 'You can close this page.');

/** Pages of a verification that has ended. */
const ENDS: Partial<Record<AuthenticationRow['status'], () => BankPage>> = {
  succeeded: verified,
  failed: () =>
    message(410, 'The account could not be verified', 'Go back to the shop, and use another way to pay.'),
  canceled: withdrawn,
};
