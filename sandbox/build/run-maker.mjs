/**
 * Has a maker make the database dump, and writes it. Runs in a process of its own, in which it is always the same moment
 * and chance gives always the same: the dump holds the time that it was made at and a random number, and the same sources
 * are to make the same bytes. None of it is a secret: a sandbox makes its own in its database.
 */
import crypto from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [maker, file] = process.argv.slice(2);
const MOMENT = Date.UTC(2026, 0, 1);

globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length > 0 ? given : [MOMENT]));
  }
  static now = () => MOMENT;
};
performance.now = () => 0;
crypto.randomFillSync = (array) => array.fill(1);

const { makeTemplate } = await import(pathToFileURL(maker).href);
writeFileSync(file, new Uint8Array(await makeTemplate()));
