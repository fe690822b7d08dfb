import type { TextRule } from '../../src/frame/input/text-rule.js';

/** An empty field. */
export const NOWHERE = { before: '', after: '' };

/** Returns what a field shows after a text was pasted into it. */
export const typedInto = (rule: TextRule, text: string): string =>
  rule.format(rule.insert(NOWHERE, text).before);
