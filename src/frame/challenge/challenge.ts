import {
  type CallMessage,
  type IntentObject,
  type JsonObject,
  PROTOCOL,
  readClientSecret,
} from '../../wire/index.js';
import { type Answer, notHere, unreachable } from '../api/answer.js';
import { intentPath, retrieveIntent } from '../api/intent-requests.js';
import { isPending, outcomeOf } from '../api/outcome.js';
import { withReturnPage } from '../api/return-page.js';
import { createSender } from '../api/sender.js';
import { focusInput, speakLocale } from '../runtime/element-document.js';
import { type Opening, servePage } from '../runtime/serve-page.js';
import { createBankFrame, whenReturned } from './bank-page.js';
import { identityOf } from './identity.js';
import { verifyIdentity } from './verify-identity.js';
import { dialog, hideBank, nameDialog, onLeave, showBank, showSheet, showTexts } from './view.js';

/** Time that a person may take at the bank, in ms: as long as banks themselves allow. */
const PATIENCE_MS = 600_000;
/** Time between two looks at the intent while the bank's page is open, in ms. */
const LOOK_EVERY_MS = 5_000;
/**
 * Waits before the intent is read again, in ms, because the bank's result may arrive later than the person.
 */
const ASK_AGAIN_AFTER_MS = [500, 1_000, 2_000, 4_000];

const UNUSABLE: Answer = {
  error: {
    type: 'invalid_request_error',
    code: 'parameter_invalid',
    message:
      'An authentication takes the client secret of an intent and the https: address of its bank’s page or voucher, or only that of ' +
      'a verification session.',
  },
};

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));

/** Resolves when the person leaves the dialog. */
let leave = () => {};
const left = new Promise<undefined>((resolve) => {
  leave = () => resolve(undefined);
});
onLeave(leave);

/** Resolves when the person leaves the dialog, or has taken too long. */
const stopped = Promise.race([left, pause(PATIENCE_MS)]);

/** Serves the frame over the page in which a bank authenticates the cardholder, or a voucher is shown, once. */
servePage((init, tell) => {
  const send = createSender(init);
  dialog.style.colorScheme = init.options.colorScheme === 'dark' ? 'dark' : 'light';
  const tellTitle = () => tell({ type: 'title', title: showTexts() });
  void speakLocale(init.options, tellTitle);
  tell({ type: 'ready', protocol: PROTOCOL, height: 0, focused: document.hasFocus() });
  focusInput(dialog);

  async function authenticate({ params, agent }: CallMessage): Promise<Answer> {
    const { client_secret, source, url } = params;
    const intent = readClientSecret(client_secret);
    const bank = createBankFrame(url);
    if (!intent || !bank) return UNUSABLE;
    const read = () => retrieveIntent(client_secret, init);
    if (source === undefined) {
      nameDialog('title_voucher');
      tellTitle();
      const paid = await Promise.race([outcomeAtBank(bank, read), left]);
      hideBank();
      return shownVoucher(paid ?? (await read()), intent.object);
    }
    const answer = await Promise.race([outcomeAtBank(bank, read), left]);
    if (answer && !isPending(answer)) return outcomeOf(answer, intent.object);
    hideBank();
    const path = `${intentPath(client_secret)}/source_cancel`;
    const canceled = await send({ path, params: { client_secret, source } as JsonObject }, agent);
    // The API refuses to cancel an intent that has been settled in the meantime.
    return outcomeOf('error' in canceled ? await read() : canceled, intent.object);
  }

  return {
    async call(message) {
      if (message.method !== 'authenticate') return notHere();
      const { wallet } = message.params;
      if (typeof wallet === 'string') {
        nameDialog('title_wallet');
        tellTitle();
        return simulateWallet(init, wallet);
      }
      const session = identityOf(message.params);
      if (session) {
        nameDialog('title_identity');
        tellTitle();
        return verifyIdentity(session, (request) => send(request, message.agent), stopped);
      }
      const answer = await authenticate(message);
      return 'error' in answer ? answer : withReturnPage(answer.value, message.params.return_to);
    },
    receive: ({ type }) => type === 'cancel' && leave(),
  };
});

/** Shows the wallet that test mode simulates. */
async function simulateWallet(opening: Opening, id: string): Promise<Answer> {
  const sheet = await import('../elements/expressCheckout/sheet/sheet.js').catch(() => undefined);
  return sheet?.runSheet(opening, id, showSheet, stopped) ?? unreachable();
}

/** Returns an intent after its voucher was shown. One that is not paid yet is no failure. */
const shownVoucher = (answer: Answer, object: IntentObject): Answer =>
  isPending(answer) ? answer : outcomeOf(answer, object);

/** Returns the intent after the person's visit to the bank, or `undefined` if that takes too long. */
async function outcomeAtBank(
  bank: HTMLIFrameElement,
  read: () => Promise<Answer>,
): Promise<Answer | undefined> {
  const returned = whenReturned(bank);
  showBank(bank);
  let looking: ReturnType<typeof setInterval> | undefined;
  const settled = new Promise<Answer>((resolve) => {
    // A person may answer in the bank's app, after which nothing leads back from the page.
    looking = setInterval(async () => {
      const answer = await read();
      if ('value' in answer && !isPending(answer)) resolve(answer);
    }, LOOK_EVERY_MS);
  });
  const end = await Promise.race([returned, settled, pause(PATIENCE_MS)]);
  clearInterval(looking);
  if (end !== true) return end;
  hideBank();
  let answer = await read();
  for (const wait of ASK_AGAIN_AFTER_MS) {
    if (!isPending(answer)) break;
    await pause(wait);
    answer = await read();
  }
  return answer;
}
