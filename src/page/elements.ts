import type { JsonObject } from '../wire/index.js';
import { createElement, type ElementHandle } from './element.js';
import { type ElementType, isElementType, SPLIT_FIELDS } from './element-types.js';
import { createEmitter } from './emitter.js';
import { IntegrationError, PayframeError } from './errors.js';
import type { FrameContext } from './frame-context.js';
import { copyOptions, refuseSecret } from './options.js';
import { randomId } from './random-id.js';
import type { PayframeElements, SubmitResult } from './types/index.js';

/**
 * The register of a Payframe object's Elements: by an id that can be read through any proxy around the Element, which
 * of them answers a call. */
export type ElementRegister = Map<string, () => ElementHandle>;

const NOTHING_MOUNTED = {
  type: 'invalid_request_error',
  code: 'element_not_mounted',
  message: 'The group has no mounted card or cardNumber Element.',
};

/** A group of Elements. Making one makes no frame and no listener, so that it may be dropped without a word. */
export function createElements(
  given: unknown,
  context: Omit<FrameContext, 'group'>,
  register: ElementRegister,
): PayframeElements {
  let options = copyOptions(given, 'options');
  const byType = new Map<ElementType, ElementHandle>();
  const events = createEmitter();

  const group = randomId();
  const locale = () => (typeof options.locale === 'string' ? options.locale : context.locale());
  /** An option that is not given is none: its frames do not load what it needs. */
  const groupOptions = (): JsonObject => ({
    locale: locale(),
    ...(options.appearance && { appearance: options.appearance }),
    ...(options.fonts && { fonts: options.fonts }),
  });

  function create(type: unknown, elementOptions?: unknown) {
    const name = refuseSecret(String(type), 'type');
    if (!isElementType(type)) {
      throw new IntegrationError(
        `There is no Element of type "${name}" in this version of Payframe.`,
        'unknown_element',
        'type',
      );
    }
    if (byType.has(type)) {
      throw new IntegrationError(
        `Can only create one Element of type ${type} in a group. Destroy the first one.`,
        'element_exists',
        'type',
      );
    }
    const id = randomId();
    const handle = createElement(type, id, elementOptions, {
      ...context,
      group,
      locale,
      groupOptions,
      onLeave: (direction) => options.autoAdvance === true && focusNeighbour(type, direction),
      onDestroy() {
        byType.delete(type);
        register.delete(id);
      },
    });
    byType.set(type, handle);
    // A field of a card is sent by the number's frame, which collects the others.
    register.set(id, () => (SPLIT_FIELDS.includes(type) && byType.get('cardNumber')) || handle);
    return handle.element;
  }

  function focusNeighbour(type: ElementType, direction: 1 | -1) {
    const mounted = SPLIT_FIELDS.filter((field) => byType.get(field)?.mounted);
    byType.get(mounted[mounted.indexOf(type) + direction] as ElementType)?.focus();
  }

  async function submit(): Promise<SubmitResult> {
    const handle = [byType.get('card'), byType.get('cardNumber')].find((element) => element?.mounted);
    const outcome = handle ? await handle.call('validate', {}) : { error: NOTHING_MOUNTED };
    return outcome.error ? { error: new PayframeError(outcome.error) } : { selectedPaymentMethod: 'card' };
  }

  const elements = {
    create,
    getElement: (type: string | { __elementType?: string }) =>
      byType.get((typeof type === 'string' ? type : type?.__elementType) as ElementType)?.element ?? null,
    async update(changed: unknown) {
      options = { ...options, ...copyOptions(changed, 'options') };
      for (const handle of byType.values()) handle.refresh();
      events.emit('update-end', undefined);
    },
    on: events.on,
    submit,
    fetchUpdates: async () => ({}),
    __v_skip: true,
  };
  return elements as unknown as PayframeElements;
}
