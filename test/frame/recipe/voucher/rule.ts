import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';

const LENGTH = 12;

const characters = (text: string) => text.replace(/[^a-z\d]/gi, '').toUpperCase();

/** Letters and digits in three groups of four, as they are printed. */
export const voucherRule: TextRule = {
  strip: characters,
  insert: ({ before, after }, text) => ({
    before: (before + characters(text)).slice(0, Math.max(0, LENGTH - after.length)),
    after,
  }),
  format: (raw) => raw.replace(/.{4}(?=.)/g, '$&-'),
};

export function voucherError(raw: string): FieldErrorCode | undefined {
  if (!'GIFT'.startsWith(raw.slice(0, 4))) return 'invalid_voucher';
  return raw.length < LENGTH ? 'incomplete_voucher' : undefined;
}
