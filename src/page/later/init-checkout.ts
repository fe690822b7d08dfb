import { isRecord } from '../../wire/index.js';
import { IntegrationError, PayframeError } from '../errors.js';
import { copyOptions, refuseSecret } from '../input/options.js';
import type {
  CheckoutActions,
  CheckoutElements,
  CheckoutElementsSdkOptions,
  CheckoutOptions,
  CheckoutSession,
  PayframeCheckout,
  PayframeCheckoutElementsSdk,
  PayframeElements,
} from '../types/index.js';
import { checkoutActions } from './checkout/actions.js';
import { createConfirm } from './checkout/confirm.js';
import { customerParams } from './checkout/customer.js';
import { checkoutElements, watchCompleteness } from './checkout/elements.js';
import { type LiveSession, liveSession } from './checkout/session.js';
import type { Owner } from './owner.js';

/** Elements of Stripe.js that this version lacks. */
const MISSING = ['CurrencySelector', 'ExpressCheckout', 'LinkSignup', 'TaxId', 'Terms'];

type LoadActions = Pick<PayframeCheckoutElementsSdk, 'loadActions'>;

/** Loads the session of a page. Where that fails, `loadActions` says why, and the Elements show nothing. */
export async function initCheckoutElementsSdk(
  owner: Owner,
  options: CheckoutElementsSdkOptions,
): Promise<LoadActions> {
  try {
    const { actions, elements } = await load(owner, await options?.clientSecret, options ?? {});
    return { ...elements, loadActions: async () => ({ type: 'success', actions }) };
  } catch (error) {
    return refusedCheckout(error as PayframeError);
  }
}

/** Returns the checkout of a session that could not be loaded. */
export const refusedCheckout = (error: PayframeError): LoadActions => ({
  loadActions: async () => ({ type: 'error', error }),
});

/** Does the same; with `fetchClientSecret`, each action is a method of the object. */
export async function initCheckout(
  owner: Owner,
  options: CheckoutElementsSdkOptions | CheckoutOptions,
): Promise<LoadActions | PayframeCheckout> {
  if (!isRecord(options) || !('fetchClientSecret' in options))
    return initCheckoutElementsSdk(owner, options as CheckoutElementsSdkOptions);
  const { fetchClientSecret, ...others } = options as CheckoutOptions;
  const { actions, elements } = await load(owner, await fetchClientSecret(), others);
  const { getSession: session, ...methods } = actions;
  return { ...elements, ...methods, session };
}

async function load(
  { context, payframe }: Owner,
  secret: unknown,
  { defaultValues, elementsOptions }: Omit<CheckoutElementsSdkOptions, 'clientSecret'>,
): Promise<{ actions: CheckoutActions; elements: CheckoutElements }> {
  const clientSecret = refuseSecret(`${secret}`, 'clientSecret');
  const { savedPaymentMethod, ...groupOptions } = copyOptions(elementsOptions, 'elementsOptions');
  const handlers = new Set<(session: CheckoutSession) => void>();
  let group: PayframeElements | undefined;
  const completeness = watchCompleteness(() => group);
  const session = liveSession(
    context,
    clientSecret,
    (changed) => {
      for (const handler of handlers) handler(changed);
    },
    () => completeness.missing().length === 0,
    () => void (group?.getElement('payment') && group.fetchUpdates()),
  );
  const opened = await session.ask('open');
  if (opened.error) throw new PayframeError(opened.error);
  await tellDefaults(session, defaultValues);
  const customerSessionClientSecret = await savedMethodsSecret(session, savedPaymentMethod);
  const made = payframe.elements({
    ...groupOptions,
    clientSecret,
    ...(customerSessionClientSecret && { customerSessionClientSecret }),
  });
  group = made;

  const actions = checkoutActions(session, made, completeness, createConfirm(session, made, payframe));
  const elements: CheckoutElements = {
    on: (_, handler) => void handlers.add(handler),
    changeAppearance: (appearance) => void made.update({ appearance }),
    loadFonts: (fonts) => void made.update({ fonts: fonts as never }),
    ...checkoutElements({
      group: made,
      actions,
      onPart(part, isComplete) {
        completeness.note(part, isComplete);
        session.tell();
      },
    }),
    ...missingElements(),
    // Stops Vue from wrapping the object in a proxy.
    ...{ __v_skip: true },
  };
  return { actions, elements };
}

/** Tells the session what the page knows of its customer. A session keeps what it knows better, such as the email of its customer. */
async function tellDefaults(
  session: LiveSession,
  defaults: CheckoutElementsSdkOptions['defaultValues'],
): Promise<void> {
  const told = customerParams(defaults ?? {});
  if (Object.keys(told).length === 0 || session.page().status !== 'open') return;
  const { error } = await session.ask('change', told);
  if (error) console.warn(`Payframe: defaultValues: ${error.message}`);
}

/** Returns the secret by which the Payment Element has what a known customer has saved, and may save. */
async function savedMethodsSecret(session: LiveSession, wanted: unknown): Promise<string | undefined> {
  const { session: view, status } = session.page();
  const { enableRedisplay: redisplay = 'auto', enableSave: save = 'auto' } = copyOptions(
    wanted,
    'savedPaymentMethod',
  );
  const isKnown = view?.saved_payment_methods !== null && status === 'open';
  if (!isKnown || (redisplay === 'never' && save === 'never')) return undefined;
  const { error } = await session.ask('change', { saved_payment_methods: { redisplay, save } });
  if (error) throw new PayframeError(error);
  return session.page().customer_session_client_secret ?? undefined;
}

/** Returns the functions that create what this version lacks, each of which refuses it by name. */
function missingElements(): object {
  const functions: [string, () => null][] = MISSING.flatMap((name) => [
    [`create${name}Element`, () => refuseElement(name)],
    [`get${name}Element`, () => null],
  ]);
  return Object.fromEntries(functions);
}

function refuseElement(name: string): never {
  throw new IntegrationError(
    `create${name}Element: this Element is not in this version of Payframe.`,
    'unknown_element',
    'type',
  );
}
