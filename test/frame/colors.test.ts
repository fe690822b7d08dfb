import { expect, test } from 'vitest';
import { contrast, over, readColor } from '../../src/frame/look/colors.js';

const white = readColor('rgb(255, 255, 255)');
const black = readColor('rgb(0, 0, 0)');

test.each([
  ['rgb(255, 0, 51)', { red: 1, green: 0, blue: 0.2, alpha: 1 }],
  ['rgba(0, 255, 0, 0.25)', { red: 0, green: 1, blue: 0, alpha: 0.25 }],
  ['color(srgb 0.5 1 0)', { red: 0.5, green: 1, blue: 0, alpha: 1 }],
  ['color(srgb 1.2 -0.1 1e-7 / 0.5)', { red: 1, green: 0, blue: 1e-7, alpha: 0.5 }],
])('%s is read as browsers compute it', (computed, color) => {
  expect(readColor(computed)).toEqual(color);
});

test('contrast is what WCAG says, whichever colour is the text', () => {
  expect(contrast(white, black)).toBeCloseTo(21);
  expect(contrast(black, white)).toBeCloseTo(21);
  expect(contrast(readColor('rgb(119, 119, 119)'), white)).toBeCloseTo(4.48, 2);
  expect(contrast(white, white)).toBe(1);
});

test('what is half transparent is half of what is behind it', () => {
  expect(over({ ...white, alpha: 0.5 }, black)).toEqual({ red: 0.5, green: 0.5, blue: 0.5, alpha: 1 });
  expect(over(white, black)).toEqual(white);
});
