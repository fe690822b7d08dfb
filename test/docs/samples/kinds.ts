/** Which samples run where. */
import type { Snippet } from '../markdown.js';
import { samples } from './modules.js';

const has =
  (words: RegExp) =>
  ({ code }: Snippet) =>
    words.test(code);

const byGuide = (found: Snippet[]): Record<string, Snippet[]> => {
  const guides: Record<string, Snippet[]> = {};
  for (const sample of found) guides[sample.path] = [...(guides[sample.path] ?? []), sample];
  return guides;
};

const isServer = (sample: Snippet) =>
  /^[jt]s$/.test(sample.language) &&
  has(/(?<![.\w])stripe\.\w|new Stripe\(/)(sample) &&
  !has(/createServer|@stripe|js\.stripe\.com|vitest|test\(|window\./)(sample);
export const ofServer = byGuide(samples.filter(isServer));
