import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const folder = 'src/frame/language/locales';

const read = (tag) => JSON.parse(readFileSync(`${folder}/${tag}.json`, 'utf8'));

/** Returns a region's texts over its language's, so that a frame needs one file. */
function wholeTexts(tag) {
  const language = tag.split('-')[0];
  return JSON.stringify({ ...read(language), ...read(tag) });
}

/** Reads the current texts of every locale, by tag. */
export function readLocales() {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(files.map((name) => basename(name, '.json')).map((tag) => [tag, wholeTexts(tag)]));
}

export const locales = readLocales();

/** Folder that the host serves them from. Its name changes when any of them changes. */
export const localesFolder = `frame/v1/locales-${createHash('sha256')
  .update([...locales].flat().join('\n'))
  .digest('hex')
  .slice(0, 8)}`;
