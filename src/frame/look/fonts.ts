import type { FetchedFile, Json, PageMessage, Tell } from '../../wire/index.js';
import { isApproved } from './approved-fonts.js';
import { fixedName, typedName } from './font-families.js';
import { customFace, type Face, facesOf, isSource } from './font-sources.js';

/** Greatest number of faces in a document. Further ones are ignored. */
const MOST = 12;
/** Largest file that is read, in bytes. */
const LARGEST = 1024 * 1024;

const seen = new Set<string>();
const waiting = new Map<string, (file?: FetchedFile) => void>();
let count = 0;

/**
 * Loads the fonts that a page names. The page fetches their files and passes the bytes to the frame; the
 * browser checks that they are a font. These fonts draw placeholders, labels and errors. They draw typed text
 * only if the host has approved the file. A font that cannot be used is reported, and changes nothing.
 */
export function loadFonts(sources: Json | undefined, tell: Tell): void {
  for (const source of Array.isArray(sources) ? sources.slice(0, MOST) : []) {
    const key = JSON.stringify(source);
    if (!seen.has(key)) void load(source, tell);
    seen.add(key);
  }
}

async function load(source: Json, tell: Tell) {
  const { cssSrc, family } = (isSource(source) ? source : {}) as { cssSrc?: string; family?: string };
  const faces = isSource(source) ? await facesFrom(source, tell) : [];
  if (!faces.length) drop(cssSrc ?? family, tell);
  await Promise.all(faces.map((face) => add(face, tell)));
}

async function facesFrom(source: Record<string, unknown>, tell: Tell): Promise<Face[]> {
  if (typeof source.cssSrc !== 'string') return [customFace(source)].filter((face) => face !== undefined);
  const file = await request(source.cssSrc, tell);
  return file ? facesOf(new TextDecoder().decode(file.bytes), file.url) : [];
}

async function add({ family, url, descriptors }: Face, tell: Tell) {
  if (++count > MOST) return drop(family, tell);
  const file = await request(url, tell);
  try {
    if (!file) throw new RangeError();
    const name = family.slice(0, 200);
    await register(fixedName(name), file.bytes, descriptors);
    // Without the page's `unicode-range`, because with it the page could tell digits from each other.
    const { unicodeRange: _, ...whole } = descriptors;
    if (await isApproved(file.bytes)) await register(typedName(name), file.bytes, whole);
  } catch {
    drop(family, tell);
  }
}

async function register(name: string, bytes: ArrayBuffer, descriptors: FontFaceDescriptors) {
  document.fonts.add(await new FontFace(name, bytes, descriptors).load());
}

const drop = (name: string | undefined, tell: Tell) =>
  tell({ type: 'dropped', options: [`fonts: ${`${name}`.slice(0, 80)}: no font could be loaded`] });

function request(url: string, tell: Tell): Promise<FetchedFile | undefined> {
  return new Promise((resolve) => {
    const others = waiting.get(url);
    waiting.set(url, (file) => {
      others?.(file);
      resolve(file && file.bytes.byteLength <= LARGEST ? file : undefined);
    });
    if (!others) tell({ type: 'fetch', url });
  });
}

/** Takes a file that the page fetched, if the frame asked for it. */
export function onFetched({ url, file }: Extract<PageMessage, { type: 'fetched' }>): void {
  waiting.get(url)?.(file);
  waiting.delete(url);
}
