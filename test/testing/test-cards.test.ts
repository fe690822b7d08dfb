import { expect, test } from 'vitest';
import { declineError as sandboxError } from '../../sandbox/src/methods/card/declines.js';
import { findTestCard, testCards as sandboxCards } from '../../src/contract/test-cards.js';
import { declineError } from '../../src/testing/double/refusals.js';
import { findByName, testCards } from '../../src/testing/double/test-cards.js';

/** What a page notices of a behaviour. */
const noticed = ({ decline, declineAfterAttaching, threeDSecure, risk, checks = {} }: Behaviour) =>
  JSON.parse(
    JSON.stringify({
      decline,
      declineAfterAttaching,
      threeDSecure,
      risk,
      cvcCheck: checks.cvc,
      postalCodeCheck: checks.postalCode,
      line1Check: checks.line1,
    }),
  );
type Behaviour = (typeof sandboxCards)[number]['behaviour'];

test('the double knows the test cards of the sandbox, and what each does', () => {
  expect(testCards).toEqual(
    sandboxCards.map(({ number, name, brand, networks, funding, country, behaviour }) => ({
      number,
      name,
      brand,
      networks,
      funding,
      country,
      behaviour: noticed(behaviour),
    })),
  );
});

test('its declines are told in the words of the sandbox', () => {
  const declines = new Set(sandboxCards.flatMap(({ behaviour }) => behaviour.decline ?? []));
  expect(declines.size).toBeGreaterThan(5);
  for (const decline of declines) expect(declineError(decline)).toEqual(sandboxError(decline).body.error);
});

test('a constant names the card that it names in the sandbox', () => {
  expect(findByName('pm_card_visa_chargeDeclined')?.number).toBe(
    sandboxCards.find(({ name }) => name === 'visa_chargeDeclined')?.number,
  );
  expect(findTestCard(findByName('tok_us')?.number ?? '')?.name).toBe('visa');
});
