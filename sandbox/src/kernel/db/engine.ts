import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Node has it, its types do not.
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: { compile(bytes: Uint8Array): Promise<object> };
};

let compiling: Promise<object> | undefined;

/**
 * Compiles the engine of the embedded database, once for the whole process. It takes other threads longer than
 * anything else takes this one, so that a start begins with it, before any package is loaded.
 */
export function compiledEngine(): Promise<object> {
  compiling ??= wasm.compile(readFileSync(engineFile()));
  return compiling;
}

const engineFile = () =>
  join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), 'pglite.wasm');
