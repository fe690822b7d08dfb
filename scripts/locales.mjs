import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const folder = 'src/frame/language/locales';

const read = (tag) => JSON.parse(readFileSync(`${folder}/${tag}.json`, 'utf8'));

/** A region's texts over its language's, so that a frame needs one file. */
function wholeTexts(tag) {
  const language = tag.split('-')[0];
  return JSON.stringify({ ...read(language), ...read(tag) });
}

const tags = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => basename(name, '.json'));

/** The texts of every locale, by tag. */
export const locales = new Map(tags.map((tag) => [tag, wholeTexts(tag)]));

/** The folder that the host serves them from; its name changes with any of them. */
export const localesFolder = `frame/v1/locales-${createHash('sha256')
  .update([...locales].flat().join('\n'))
  .digest('hex')
  .slice(0, 8)}`;
