import { digitsOf } from './digits.js';
import type { TextRule } from './text-rule.js';

/**
 * Creates the rule of a field that takes only digits.
 *
 * @param most Greatest number of digits.
 * @param group Number of digits after which a separator is shown; by default there is none.
 */
export function digitsRule(most: number, group = most, separator = ''): TextRule {
  const ends = new RegExp(`\\d{${group}}(?=\\d)`, 'g');
  return {
    strip: digitsOf,
    insert({ before, after }, text) {
      const room = Math.max(0, most - before.length - after.length);
      return { before: before + digitsOf(text).slice(0, room), after };
    },
    format: (digits) => digits.replace(ends, `$&${separator}`),
  };
}
