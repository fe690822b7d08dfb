import { failure, type Output, scanOutput } from './output.js';

/** Part of the plugin interface of Rollup, Rolldown and Vite that is used here. */
export interface RollupContext {
  error(message: string): never;
}

export interface RollupBundle {
  [fileName: string]: { type: 'chunk'; code: string } | { type: 'asset'; source: string | Uint8Array };
}

export interface RollupPlugin {
  name: string;
  generateBundle: {
    order: 'post';
    handler(this: RollupContext, options: unknown, bundle: RollupBundle): void;
  };
}

/** Creates a plugin that scans all chunks, assets and source maps before any is written. */
export const rollup = (): RollupPlugin => ({
  name: 'payframe-guard',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const findings = scanOutput(outputOf(bundle));
      if (findings.length) this.error(failure(findings));
    },
  },
});

export function outputOf(bundle: RollupBundle): Output {
  const output: Output = new Map();
  for (const [name, file] of Object.entries(bundle)) {
    output.set(name, file.type === 'chunk' ? file.code : file.source);
  }
  return output;
}
