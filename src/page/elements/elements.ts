import type { Json, JsonObject } from '../../wire/index.js';
import { IntegrationError, PayframeError } from '../errors.js';
import { copyOptions, refuse, takes, text } from '../input/options.js';
import type { FrameContext } from '../link/frame-context.js';
import type {
  CreatedMap,
  CreatedType,
  ElementOf,
  OwnMethods,
  PayframeElements,
  PayframeElementType,
  SubmitResult,
} from '../types/index.js';
import { createElement, type ElementHandle, type OwnedElement } from './element.js';
import { methodOf, notMounted, requireElementType, SENDERS, SPLIT_FIELDS } from './element-types.js';
import { createEmitter } from './emitter.js';
import { randomId } from './random-id.js';

/** The Element that answers a call: one with the frame that sends the data. */
type Sender = Pick<ElementHandle, 'type' | 'mounted' | 'ask'>;

/**
 * All Elements of a Payframe object, by an id that can be read through any proxy around an Element. `own` is the Element
 * itself, `sender` the one that sends what its group holds.
 */
export type ElementRegister = Map<string, { own: ElementHandle; sender(): Sender | undefined }>;

/** The state of a group that calls depend on. */
export interface GroupState {
  clientSecret?: Json | undefined;
  /** True when the group was created before its intent and `submit` has not succeeded yet. */
  unsubmitted?: boolean;
  /** The Element whose frame sends what the group holds, or `null` when the group has none. */
  sender: unknown;
}

/** Properties of the page's group that only the SDK and frameworks use. */
interface GroupMarks {
  /** Returns the state, also when it is read through a proxy. */
  _state(): GroupState;
  /** Stops Vue from wrapping the object in a proxy. */
  __v_skip: true;
}

/**
 * Creates a group of Elements. It creates no frame, listener or random value, so that a framework can render it ahead of
 * time or drop it.
 */
export function createElements(
  given: unknown,
  context: Omit<FrameContext, 'group'> & { callLater(name: string, given: unknown[]): object },
  register: ElementRegister,
): PayframeElements {
  let options = checkIntent(copyOptions(given, 'options'));
  let submitted = false;
  let handles: OwnedElement<PayframeElementType>[] = [];
  let payer: ReturnType<typeof existing>[number] | false;
  const events = createEmitter();

  let group = '';
  const groupOptions = (): JsonObject => ({
    ...options,
    locale: text(options.locale) ?? context.locale(),
    elements: options,
  });

  function create<T extends CreatedType>(
    type: T,
    options?: CreatedMap[T]['options'],
  ): OwnMethods<T> & ElementOf<T>;
  function create(given: unknown, elementOptions?: { mode?: unknown }): object {
    if (given === 'paymentRequestButton') return context.callLater(given, [elementOptions]);
    const type = requireElementType(given, context);
    // A group may have an Address Element of each mode.
    const isAddress = type === 'address';
    if (isAddress) takes('mode', 'shipping|billing', elementOptions?.mode);
    for (const other of handles) {
      if (isRival(other, type) && !(isAddress && other.mode !== elementOptions?.mode))
        throw new IntegrationError(
          `The group has an Element of type ${other.type}. Destroy it first.`,
          'element_exists',
          'type',
        );
    }
    group ||= randomId();
    const id = randomId();
    const handle = createElement(type, id, elementOptions, {
      ...context,
      group,
      groupOptions,
      pays(now) {
        payer = now && handle;
      },
      onDestroy() {
        handles = handles.filter((one) => one !== handle);
        register.delete(id);
      },
    });
    handles = [...handles, handle];
    register.set(id, { own: handle, sender: () => senderOf(handle) });
    return handle.element;
  }

  /** Finds the Element of a type, and of a mode, where that is given. */
  const find = (type: unknown, mode?: unknown) =>
    handles.find((handle) => handle.type === type && (!mode || handle.mode === mode));

  const existing = (types: PayframeElementType[]) => types.flatMap((type) => find(type) ?? []);

  /** Returns the Elements that can pay, first the one in whose wallet the shopper has agreed. */
  const payers = () => [payer || [], existing(SENDERS)].flat();

  const senderOf = (handle?: ElementHandle) =>
    handle && SPLIT_FIELDS.includes(handle.type) ? wholeCard() : handle;

  /**
   * Returns the sender of a card whose fields are separate Elements: the number's frame, which collects the
   * other fields.
   */
  function wholeCard(): Sender | undefined {
    const [sender, ...others] = existing(SPLIT_FIELDS).filter((field) => field.mounted);
    return (
      sender && {
        ...sender,
        async ask(method, params, signal) {
          // A field answers once its frame has loaded; before that, the number's frame would not find it.
          const answers = await Promise.all(others.map((field) => field.ask('validate', {})));
          const lost = answers.find(({ error }) => error?.type === 'api_connection_error');
          return lost ?? sender.ask(method, params, signal);
        },
      }
    );
  }

  async function submit(): Promise<SubmitResult> {
    const senders = payers();
    const handle = senders.find((element) => element.mounted);
    const outcome = await senderOf(handle)?.ask('validate', {});
    submitted = !!outcome?.value;
    return handle && submitted
      ? { selectedPaymentMethod: text(outcome?.value?.type) ?? methodOf(handle.type) }
      : { error: outcome?.error ? new PayframeError(outcome.error) : notMounted(senders[0]?.type) };
  }

  const elements: PayframeElements & GroupMarks = {
    create,
    getElement: (
      type: PayframeElementType | { __elementType?: PayframeElementType },
      given?: { mode: unknown },
    ) => (find(typeof type === 'string' ? type : type?.__elementType, given?.mode)?.element ?? null) as never,
    async update(changed: unknown) {
      options = checkIntent({ ...options, ...copyOptions(changed, 'options') });
      for (const handle of handles) handle.refresh();
      events.raise('update-end', undefined);
    },
    on: events.on,
    submit,
    fetchUpdates: async () => ({
      error: (await find('payment')?.ask('prepare', { anew: true }))?.error,
    }),
    _state: () => ({
      clientSecret: options.clientSecret,
      unsubmitted: options.mode != null && !submitted,
      sender: payers()[0]?.element ?? null,
    }),
    __v_skip: true,
  };
  return elements;
}

/**
 * Reads the state of a group for a method that sends its data.
 *
 * @throws IntegrationError when the group was created before its intent and `submit` has not succeeded yet.
 */
export function readGroup(elements: unknown, method: string): GroupState {
  const state = (elements as Partial<GroupMarks> | null)?._state?.() ?? { sender: null };
  if (!state.unsubmitted) return state;
  throw new IntegrationError(
    `${method} needs a successful elements.submit().`,
    'elements_not_submitted',
    'elements',
  );
}

/** Returns whether two Elements cannot be in one group: two of one type, and a Payment Element with another that pays. */
const isRival = ({ type: one }: ElementHandle, other: PayframeElementType) =>
  one === other || (SENDERS.includes(one) && SENDERS.includes(other) && [one, other].includes('payment'));

/**
 * Checks the options of a group that describe its intent, and returns all options.
 *
 * @throws IntegrationError for a `mode` with a client secret, or without the amount and the currency of an intent that is
 * created later.
 */
function checkIntent(options: JsonObject): JsonObject {
  const { clientSecret, mode, amount, currency } = options;
  if (mode == null) return options;
  if (clientSecret != null) refuse('clientSecret', 'null', 'string');
  takes('mode', 'payment|setup|subscription', mode);
  if (mode !== 'setup' && !(Number.isInteger(amount) && (amount as number) >= +(mode === 'payment')))
    refuse('amount', 'a positive integer', amount);
  if (mode !== 'setup' || currency) takes('currency', '[a-z]{3}', text(currency)?.toLowerCase());
  return options;
}
