// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ElementsOptions, PayframeCardElement } from '../../src/page/index.js';
import { type FakeFrame, flush, frameIn, host, installFakes, removeFakes } from './fake-frame.js';
import { makeContainer, makePayframe, thrown } from './shop.js';

const TYPES = ['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode'] as const;
type Type = (typeof TYPES)[number];

beforeEach(installFakes);
afterEach(removeFakes);

/** A group whose fields are mounted; `start` has the frame of one answer. */
function makeGroup(types: readonly Type[] = TYPES, options?: ElementsOptions) {
  const payframe = makePayframe();
  const elements = payframe.elements(options);
  const fields = {} as Record<Type, PayframeCardElement>;
  const frames = {} as Record<Type, FakeFrame>;
  for (const type of types) {
    const container = makeContainer(type);
    fields[type] = elements.create(type as 'card');
    fields[type].mount(container);
    frames[type] = frameIn(container);
  }
  const start = async (...started: Type[]) => {
    for (const type of started) await frames[type].start();
  };
  const pay = (type: Type) => payframe.createPaymentMethod({ type: 'card', card: fields[type] as never });
  return { payframe, elements, fields, frames, start, pay };
}

const methods = (frame: FakeFrame) => frame.of('call').map(({ method }) => method);

describe('the fields of a group', () => {
  test('are one document at one address, in frames that its fields name, with a group that no page can name', () => {
    const { frames } = makeGroup(TYPES, { group: 'mine' } as object);
    expect(TYPES.map((type) => [frames[type].iframe.src, frames[type].iframe.name])).toEqual(
      TYPES.map((type) => [`${host}/frame/v1/card.html`, `#${type}`]),
    );
  });

  test('are told one group, that of another group is another', async () => {
    const [one, other] = [makeGroup(), makeGroup(['cardCvc'])];
    await one.start(...TYPES);
    await other.start('cardCvc');
    const groups = TYPES.map((type) => one.frames[type].init?.group);
    expect(new Set(groups).size).toBe(1);
    expect(other.frames.cardCvc.init?.group).not.toBe(groups[0]);
  });

  test('are told autoAdvance, and of its change', async () => {
    const { frames, start, elements } = makeGroup(['cardNumber'], { autoAdvance: true });
    await start('cardNumber');
    expect(frames.cardNumber.init?.options).toMatchObject({ autoAdvance: true });
    await elements.update({ autoAdvance: false });
    await flush();
    expect(frames.cardNumber.of('update').at(-1)?.options).toMatchObject({ autoAdvance: false });
  });
});

describe('in a shadow tree', () => {
  const hiddenFrames = () => [...document.body.querySelectorAll(':scope > iframe')];

  /** Mounts a field in a node of a shadow root. */
  function mountHidden(type: Type) {
    const tree = makeContainer('tree').attachShadow({ mode: 'closed' });
    const container = tree.appendChild(document.createElement('div'));
    const field = makePayframe()
      .elements()
      .create(type as 'card');
    field.mount(container);
    return field;
  }

  test('a number has a hidden frame of the host in the document for as long as it is mounted', () => {
    const field = mountHidden('cardNumber');
    const [frame] = hiddenFrames() as HTMLIFrameElement[];
    expect(frame?.src).toBe(`${host}/frame/v1/agent.html`);
    expect(frame?.style.display).toBe('none');
    field.unmount();
    expect(hiddenFrames()).toEqual([]);
  });

  test('or may yet be, where a script in the head mounts it in a node that joins the document later', () => {
    vi.spyOn(document, 'body', 'get').mockReturnValue(null as never);
    const field = makePayframe()
      .elements()
      .create('cardNumber' as 'card');
    field.mount(document.createElement('div'));
    const frame = document.documentElement.querySelector(':scope > iframe');
    expect(frame).not.toBeNull();
    field.destroy();
    expect(frame?.isConnected).toBe(false);
    vi.restoreAllMocks();
  });

  test('one such frame is enough for a card', () => {
    for (const type of TYPES.slice(1)) mountHidden(type);
    expect(hiddenFrames()).toEqual([]);
  });

  test('is the only place where fields need it', () => {
    makeGroup();
    expect(hiddenFrames()).toEqual([]);
  });
});

describe('a call', () => {
  test.for(TYPES)('with %s goes to the number’s frame', async (type) => {
    const { frames, start, pay } = makeGroup();
    await start(...TYPES);
    expect((await pay(type)).paymentMethod?.id).toBe('pm_1');
    expect(methods(frames.cardNumber)).toEqual(['createPaymentMethod']);
    for (const other of TYPES.slice(1)) expect(methods(frames[other])).toEqual(['validate']);
  });

  test('waits until each mounted field has loaded', async () => {
    const { frames, start, pay } = makeGroup();
    await start('cardNumber', 'cardExpiry');
    const outcome = pay('cardNumber');
    await flush();
    expect(methods(frames.cardNumber)).toEqual([]);
    await start('cardCvc', 'postalCode');
    expect((await outcome).paymentMethod?.id).toBe('pm_1');
  });

  test('ends in the error of a field whose frame is lost, and sends nothing', async () => {
    const { frames, fields, start, pay } = makeGroup();
    await start('cardNumber', 'cardExpiry', 'cardCvc');
    const outcome = pay('cardNumber');
    fields.postalCode.unmount();
    expect((await outcome).error).toMatchObject({ code: 'element_unmounted' });
    expect(methods(frames.cardNumber)).toEqual([]);
  });

  test('is not kept from being sent by what another field finds wrong: the number’s frame says it', async () => {
    const { frames, start, pay } = makeGroup();
    await start(...TYPES);
    const error = { type: 'validation_error', code: 'incomplete_cvc', message: 'Incomplete.' };
    frames.cardCvc.answer = () => ({ error });
    frames.cardNumber.answer = () => ({ error });
    expect((await pay('cardExpiry')).error).toMatchObject(error);
    expect(methods(frames.cardNumber)).toEqual(['createPaymentMethod']);
  });

  test('without a mounted number goes to the first field, whose frame says what is missing', async () => {
    const { frames, start, pay, elements } = makeGroup(['cardExpiry', 'cardCvc']);
    elements.create('cardNumber');
    await start('cardExpiry', 'cardCvc');
    await pay('cardCvc');
    expect(methods(frames.cardExpiry)).toEqual(['createPaymentMethod']);
  });

  test('with none of them mounted is a mistake of the integration', async () => {
    const { fields, payframe } = makeGroup(['cardNumber']);
    fields.cardNumber.unmount();
    const rejected = payframe
      .createPaymentMethod({ type: 'card', card: fields.cardNumber as never })
      .catch((error: unknown) => error);
    expect(await rejected).toMatchObject({ name: 'IntegrationError', code: 'element_not_mounted' });
  });
});

describe('submit', () => {
  test('has the number’s frame look at all of them', async () => {
    const { frames, start, elements } = makeGroup();
    await start(...TYPES);
    expect(await elements.submit()).toEqual({ selectedPaymentMethod: 'card' });
    for (const type of TYPES) expect(methods(frames[type])).toEqual(['validate']);
  });
});

describe('the focus', () => {
  const seen = (fields: Record<string, PayframeCardElement>) => {
    const events: string[] = [];
    for (const [type, element] of Object.entries(fields))
      for (const name of ['focus', 'blur'] as const) element.on(name, () => events.push(`${name} ${type}`));
    return events;
  };

  test('is in one field at a time, whichever frame’s word comes first', async () => {
    const { frames, fields, start } = makeGroup(['cardNumber', 'cardExpiry']);
    await start('cardNumber', 'cardExpiry');
    const events = seen(fields);
    frames.cardNumber.send({ type: 'focus' });
    await flush();
    frames.cardExpiry.send({ type: 'focus' });
    await flush();
    frames.cardNumber.send({ type: 'blur' });
    await flush();
    expect(events).toEqual(['focus cardNumber', 'blur cardNumber', 'focus cardExpiry']);
    expect(document.querySelectorAll('.StripeElement--focus')).toHaveLength(1);
  });

  test('of a field that was taken off ends without a word', async () => {
    const { frames, fields, start } = makeGroup(['cardNumber', 'cardExpiry']);
    await start('cardNumber', 'cardExpiry');
    const events = seen(fields);
    frames.cardNumber.send({ type: 'focus' });
    await flush();
    fields.cardNumber.destroy();
    frames.cardExpiry.send({ type: 'focus' });
    await flush();
    expect(events).toEqual(['focus cardNumber', 'focus cardExpiry']);
  });
});

test('a second field of a type is refused by name', () => {
  const { elements } = makeGroup(['cardCvc']);
  expect(thrown(() => elements.create('cardCvc'))).toMatchObject({ code: 'element_exists' });
});
