import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { findVariables, isEnvFile, type VariableLeak } from './env-file.js';
import { findKeys, type Hiding, type Leak } from './find-keys.js';
import type { SecretDescription } from './keys-in.js';
import { latin1 } from './latin1.js';
import { advance, type Position, START } from './position.js';
import { createOriginFinder, type SourcePlace } from './source-map.js';

/** Secret key in a file: the kind of key, and its place. Only its prefix is kept. */
export interface Finding extends SecretDescription, Position {
  prefix: string;
  file: string;
  hiding: Hiding;
  /** The original file, if a source map names it. */
  source?: SourcePlace;
  /** The variable of a `.env` file that a bundler inlines. */
  variable?: string;
}

export interface ScanOptions {
  /**
   * Reports the keys of a `.env` file under every variable name. In a file that is served or committed, each
   * of them is a leak.
   */
  allVariables?: boolean;
  /** Returns the content of a file's source map, if it has one. */
  readMap?: (path: string) => Uint8Array | undefined;
}

/**
 * Finds the secret keys in one file's bytes, in the order in which they occur.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { scan } from 'payframe/guard';
 *
 * for (const { file, line, column, prefix } of scan('dist/app.js', readFileSync('dist/app.js')))
 *   console.error(`${file}:${line}:${column} ${prefix}…`);
 * ```
 */
export function scan(file: string, bytes: Uint8Array, options: ScanOptions = {}): Finding[] {
  const text = textOf(file, bytes);
  const leaks: (Leak | VariableLeak)[] =
    isEnvFile(file) && !options.allVariables ? findVariables(text) : findKeys(text);
  const findings = locate(file, text, leaks);
  const map = findings.length ? options.readMap?.(`${file}.map`) : undefined;
  return map ? nameOrigins(findings, latin1(map)) : findings;
}

/** Adds lines and columns to leaks. It counts them in one pass, however many keys there are. */
export function locate(file: string, text: string, leaks: (Leak | VariableLeak)[]): Finding[] {
  let position = START;
  let last = 0;
  return leaks.map(({ offset, ...leak }) => {
    position = advance(position, text.slice(last, offset));
    last = offset;
    return { file, ...position, ...leak };
  });
}

function nameOrigins(findings: Finding[], map: string): Finding[] {
  const originOf = createOriginFinder(map);
  return findings.map((finding) => {
    const source = finding.source ?? originOf(finding);
    return source ? { ...finding, source } : finding;
  });
}

/**
 * Converts bytes to a text with one byte in each character. It decodes UTF-16, which some editors write, and
 * unpacks compressed files.
 */
function textOf(file: string, bytes: Uint8Array): string {
  const plain = decompress(file, bytes);
  const isUtf16 = plain[0] === 0xff && plain[1] === 0xfe;
  return latin1(isUtf16 ? new TextDecoder('utf-16le').decode(plain) : plain);
}

function decompress(file: string, bytes: Uint8Array): Uint8Array {
  const decode = file.endsWith('.gz') ? gunzipSync : file.endsWith('.br') ? brotliDecompressSync : undefined;
  try {
    return decode?.(bytes) ?? bytes;
  } catch {
    // The file is not compressed, although its name says so. It is served as it is.
    return bytes;
  }
}
