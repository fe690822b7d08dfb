import { createElement, type ElementHandle } from './element.js';
import { createEmitter } from './emitter.js';
import { IntegrationError, PayframeError } from './errors.js';
import type { FrameContext } from './frame-context.js';
import { copyOptions, refuseSecret } from './options.js';
import type { PayframeElements, SubmitResult } from './types.js';

/** The register of a Payframe object's Elements: by an id that can be read through any proxy around the Element. */
export type ElementRegister = Map<string, ElementHandle>;

/** A group of Elements. Making one makes no frame and no listener, so that it may be dropped without a word. */
export function createElements(
  given: unknown,
  context: FrameContext,
  register: ElementRegister,
): PayframeElements {
  let options = copyOptions(given, 'options');
  const byType = new Map<string, ElementHandle>();
  const events = createEmitter();

  const locale = () => (typeof options.locale === 'string' ? options.locale : context.locale());

  function create(type: string, elementOptions?: unknown) {
    if (type !== 'card') {
      throw new IntegrationError(
        `There is no Element of type "${refuseSecret(String(type), 'type')}" in this version of Payframe.`,
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
    const id = crypto.getRandomValues(new Uint32Array(2)).join('-');
    const onDestroy = () => {
      byType.delete(type);
      register.delete(id);
    };
    const handle = createElement(type, id, elementOptions, { ...context, locale, onDestroy });
    byType.set(type, handle);
    register.set(id, handle);
    return handle.element;
  }

  async function submit(): Promise<SubmitResult> {
    for (const handle of byType.values()) {
      if (!handle.mounted) continue;
      const outcome = await handle.call('validate', {});
      if (outcome.error) return { error: new PayframeError(outcome.error) };
    }
    return { selectedPaymentMethod: 'card' };
  }

  const elements = {
    create,
    getElement: (type: string | { __elementType?: string }) =>
      byType.get(typeof type === 'string' ? type : `${type?.__elementType}`)?.element ?? null,
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
