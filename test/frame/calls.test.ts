import { describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../src/frame/api.js';
import { createCalls } from '../../src/frame/calls.js';
import type { CardField, FieldName } from '../../src/frame/card-field.js';
import type { FieldErrorCode } from '../../src/frame/fields/field.js';
import type { CallMessage } from '../../src/wire/index.js';

const values: Record<FieldName, string> = {
  number: '4242424242424242',
  expiry: '0430',
  cvc: '737',
  postalCode: ' 10115 ',
};

/** Fields with a whole card in them, but for those that have an error. */
function makeFields(errors: Partial<Record<FieldName, FieldErrorCode>> = {}, without: FieldName[] = []) {
  const names = (Object.keys(values) as FieldName[]).filter((name) => !without.includes(name));
  return names.map((name) => ({
    name,
    input: {} as HTMLInputElement,
    raw: () => values[name],
    error: () => errors[name],
    shownError: () => errors[name],
    reveal: vi.fn(),
    fill: vi.fn(),
    clear: vi.fn(),
  })) satisfies CardField[];
}

const send = vi.fn(async (_request: object, _agent: string): Promise<Answer> => ({ value: { id: 'pm_1' } }));
const message = (method: CallMessage['method'], params = {}): CallMessage => ({
  type: 'call',
  id: 1,
  method,
  params,
  agent: 'payframe/1',
});

function run(fields: CardField[], call: CallMessage) {
  send.mockClear();
  return createCalls(() => fields, send)(call);
}

describe('a call for a card', () => {
  test.each([
    ['createToken', '/v1/tokens'],
    ['createPaymentMethod', '/v1/payment_methods'],
  ] as const)('%s sends what is in the fields', async (method, path) => {
    expect(await run(makeFields(), message(method, { metadata: { a: 'b' } }))).toEqual({
      value: { id: 'pm_1' },
    });
    const [request, agent] = send.mock.calls[0] ?? [];
    expect(request).toMatchObject({
      path,
      params: { card: { number: '4242424242424242', exp_month: '4', exp_year: '2030', cvc: '737' } },
    });
    expect(JSON.stringify(request)).toContain('"10115"');
    expect(agent).toBe('payframe/1');
  });

  test('that is not whole sends nothing, shows all that is missing, and says the first of it', async () => {
    const fields = makeFields({ cvc: 'incomplete_cvc', expiry: 'incomplete_expiry' });
    expect(await run(fields, message('createToken'))).toEqual({
      error: { type: 'validation_error', code: 'incomplete_expiry', message: expect.any(String) },
    });
    expect(send).not.toHaveBeenCalled();
    for (const { reveal } of fields) expect(reveal).toHaveBeenCalled();
  });

  test('validate sends nothing at all', async () => {
    expect(await run(makeFields(), message('validate'))).toEqual({ value: {} });
    expect(await run(makeFields({ number: 'invalid_number' }), message('validate'))).toMatchObject({
      error: { code: 'invalid_number' },
    });
    expect(send).not.toHaveBeenCalled();
  });

  test('needs no postal code', async () => {
    await run(makeFields({}, ['postalCode']), message('createToken'));
    expect(JSON.stringify(send.mock.calls)).not.toContain('address_zip');
  });

  test('gives nothing of the card to the page, whatever the server echoes', async () => {
    send.mockResolvedValueOnce({ error: { type: 'card_error', message: `4242 4242 4242 4242, CVC 737.` } });
    const fields = makeFields();
    const answer = await createCalls(() => fields, send)(message('createToken'));
    expect(JSON.stringify(answer)).not.toMatch(/4242|737/);
  });
});
