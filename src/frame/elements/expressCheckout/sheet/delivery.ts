import { isRecord, type Json } from '../../../../wire/index.js';

/** Returns when a delivery is expected, in words: `3–5 business days`. */
export function deliveryText(estimate: Json | undefined): string {
  if (typeof estimate === 'string') return estimate;
  if (!isRecord(estimate)) return '';
  const [least, most] = [partOf(estimate.minimum), partOf(estimate.maximum)];
  if (least && most && least.unit === most.unit && least.value !== most.value)
    return `${least.value}–${inWords(most)}`;
  if (least && most && least.unit !== most.unit) return `${inWords(least)} to ${inWords(most)}`;
  if (most) return least ? inWords(most) : `within ${inWords(most)}`;
  return least ? `at least ${inWords(least)}` : '';
}

interface Part {
  unit: string;
  value: number;
}

const partOf = (given: unknown): Part | undefined =>
  isRecord(given) && typeof given.unit === 'string' && typeof given.value === 'number'
    ? { unit: given.unit.replaceAll('_', ' '), value: given.value }
    : undefined;

const inWords = ({ unit, value }: Part) => `${value} ${unit}${value === 1 ? '' : 's'}`;
