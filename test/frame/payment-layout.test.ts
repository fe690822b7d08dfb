import { describe, expect, test, vi } from 'vitest';
import type { SessionMethod } from '../../src/contract/elements-session.js';
import { askedPaths } from '../../src/frame/elements/payment/billing.js';
import { hiddenPaths } from '../../src/frame/elements/payment/chosen.js';
import { isCollapsedAtFirst, readLayout } from '../../src/frame/elements/payment/layout.js';

const read = (layout: unknown, count = 10, width = 640) => readLayout(layout as never, count, () => width);

describe('the layout', () => {
  test('is an accordion by default, as in the public API', () => {
    const usual = { type: 'accordion', radios: true, spaced: false, visible: 5, logoAtEnd: false };
    for (const layout of [undefined, null, {}, 'accordion', { type: 'accordion' }, 'carousel', 7])
      expect(read(layout)).toEqual(usual);
  });

  test.each([
    ['tabs', 10, 320, 'tabs'],
    [{ type: 'tabs' }, 10, 320, 'tabs'],
    ['auto', 3, 480, 'tabs'],
    ['auto', 4, 480, 'accordion'],
    ['auto', 3, 479, 'accordion'],
  ])('%j of %i methods in %i px is: %4$s', (layout, count, width, type) => {
    expect(read(layout, count, width).type).toBe(type);
  });

  test.each([undefined, 'accordion', { type: 'accordion' }])('%j does not ask for a width', (layout) => {
    const width = vi.fn();
    readLayout(layout, 3, width);
    expect(width).not.toHaveBeenCalled();
  });

  test.each([
    ['always', 1, true],
    ['never', 5, false],
    [false, 5, false],
    [true, 5, true],
    ['if_multiple', 1, false],
    ['if_multiple', 2, true],
    ['auto', 1, false],
    ['auto', 2, true],
    [undefined, 2, true],
  ])('with radios %j has them for %i methods: %j', (radios, count, shown) => {
    expect(read({ type: 'accordion', radios }, count).radios).toBe(shown);
  });

  test.each([
    [undefined, 5, 5],
    [undefined, 6, 6],
    [undefined, 7, 5],
    [2, 3, 3],
    [2, 4, 2],
    [0, 40, 40],
    ['3', 40, 5],
  ])(
    'that wants %j rows of %i shows %i, because one more needs no more room than the button',
    (wish, count, visible) => {
      expect(read({ type: 'accordion', visibleAccordionItemsCount: wish }, count).visible).toBe(visible);
    },
  );

  test.each([
    [10, 336, 2],
    [3, 336, 3],
    [10, 640, 4],
    [10, 1200, 10],
    [10, 100, 1],
    [10, 0, 10],
  ])('shows of %i tabs in %i px as many as fit beside the list: %i', (count, width, visible) => {
    expect(read('tabs', count, width).visible).toBe(visible);
  });

  test.each([
    [undefined, 2, true],
    [undefined, 1, false],
    [{ type: 'accordion' }, 2, true],
    [{ type: 'accordion', defaultCollapsed: false }, 2, false],
    [{ type: 'accordion', defaultCollapsed: true }, 1, false],
    ['tabs', 2, false],
    [{ type: 'tabs', defaultCollapsed: true }, 2, true],
    [{ type: 'accordion', defaultCollapsed: 'no' }, 2, true],
  ])('%j of %i methods is closed at first: %j', (layout, count, closed) => {
    expect(isCollapsedAtFirst(layout as never, read(layout, count), count)).toBe(closed);
  });
});

const method = (given: Partial<SessionMethod>): SessionMethod => ({
  type: 'card',
  flow: 'direct',
  name: 'Card',
  ...given,
});

describe('the billing fields', () => {
  test('of a card are its country, and a postal code in the United States', () => {
    expect(askedPaths(method({}), 'DE', undefined)).toEqual(['address.country']);
    expect(askedPaths(method({}), 'US', undefined)).toEqual(['address.country', 'address.postal_code']);
  });

  test('of a method are those that the host requires, in the order in which a person fills them in', () => {
    const debit = method({ type: 'sepa_debit', required: ['email', 'name'] });
    expect(askedPaths(debit, 'DE', undefined)).toEqual(['name', 'email']);
    const whole = method({ type: 'bacs_debit', required: ['address', 'name'] });
    expect(askedPaths(whole, 'GB', undefined)).toEqual([
      'name',
      'address.country',
      'address.line1',
      'address.city',
      'address.postal_code',
    ]);
  });

  test('that the page hides are no fields, and are known by their paths', () => {
    const debit = method({ type: 'sepa_debit', required: ['name', 'email'] });
    const fields = { billingDetails: { name: 'never' } };
    expect(askedPaths(debit, 'DE', fields)).toEqual(['email']);
    expect(hiddenPaths(debit, 'DE', fields)).toEqual(['name']);
    expect(askedPaths(debit, 'DE', { billingDetails: 'never' })).toEqual([]);
    expect(hiddenPaths(debit, 'DE', { billingDetails: 'never' })).toEqual(['name', 'email']);
  });

  test('of one method count before those in general', () => {
    const debit = method({ type: 'sepa_debit', required: ['name', 'email'] });
    const fields = { billingDetails: { name: 'never' }, sepa_debit: { billingDetails: { name: 'auto' } } };
    expect(askedPaths(debit, 'DE', fields)).toEqual(['name', 'email']);
  });

  test('with if_required are only those that the method needs', () => {
    const fields = { billingDetails: { address: 'if_required' } };
    expect(askedPaths(method({}), 'US', fields)).toEqual([]);
    const whole = method({ required: ['address.country', 'address.postal_code'] });
    expect(askedPaths(whole, 'DE', fields)).toEqual(['address.country', 'address.postal_code']);
  });

  test('by their public names hide one part of an address', () => {
    const fields = { billingDetails: { address: { postalCode: 'never' } } };
    expect(askedPaths(method({}), 'US', fields)).toEqual(['address.country']);
  });
});
