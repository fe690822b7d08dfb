import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linksOf, type Picture, picturesOf, texts } from './markdown.js';

const FOLDER = 'docs/pictures';
const KB = 1024;
const BUDGET = 150 * KB;
const RECORDING_BUDGET = 600 * KB;

const shown = [...texts].flatMap(([path, text]) => picturesOf(text).map((picture) => ({ path, picture })));
const fileOf = (path: string, source: string) => posix.join(posix.dirname(path), source);
const isRecording = (source: string) => source.endsWith('.gif');
const taken = readdirSync(FOLDER).map((name) => join(FOLDER, name));

test.each(shown)('$path says in words what $picture.source shows', ({ picture: { alt } }) => {
  // Shorter than this, a text names a picture and does not describe it.
  expect(alt.length).toBeGreaterThan(20);
});

test.each(taken)('%s is within its budget, and a guide shows it', (file) => {
  expect(statSync(file).size).toBeLessThanOrEqual(isRecording(file) ? RECORDING_BUDGET : BUDGET);
  const linked = [...texts].flatMap(([path, text]) => linksOf(text).map((link) => fileOf(path, link)));
  expect(linked).toContain(file);
});

describe('README', () => {
  const ofReadme = picturesOf(texts.get('README.md') ?? '');
  const sources = ofReadme.map(({ source }) => posix.basename(source));

  test('shows the card, the Payment Element, Checkout, the dashboard and a payment', () => {
    expect(sources).toEqual(
      expect.arrayContaining([
        'card-light.webp',
        'payment-element-light.webp',
        'checkout-light.webp',
        'dashboard-light.webp',
        'payment.gif',
      ]),
    );
  });

  test('shows each still in the colours that the reader’s system has', () => {
    const stills = ofReadme.filter(({ source }) => !isRecording(source));
    expect(stills.map(({ others }) => others)).toEqual(
      stills.map(({ source }) => ({
        '(prefers-color-scheme: dark)': source.replace('-light.', '-dark.'),
      })),
    );
  });

  test('moves nothing for a reader who asked for that, and nothing for longer than it takes to see it', () => {
    const { source, others } = ofReadme.find((one) => isRecording(one.source)) as Picture;
    expect(others).toEqual({ '(prefers-reduced-motion: reduce)': './docs/pictures/payment-still.webp' });
    // The extension of GIF that repeats a recording.
    expect(readFileSync(source, 'latin1')).not.toContain('NETSCAPE2.0');
  });
});

test('pictures are found, with what they show to others', () => {
  const html =
    '<picture>\n  <source media="(a: b)" srcset="c.webp">\n  <img src="d.webp" width="9" alt="D">\n</picture>';
  expect(picturesOf(`x ![A](a.png) \`![no](no.png)\`\n${html}`)).toEqual([
    { source: 'a.png', alt: 'A', others: {} },
    { source: 'd.webp', alt: 'D', others: { '(a: b)': 'c.webp' } },
  ]);
});
