import { failure, type Output, scanOutput } from './output.js';

interface Compilation {
  hooks: { processAssets: { tap(options: { name: string; stage: number }, work: () => void): void } };
  getAssets(): readonly { name: string; source: { buffer(): Uint8Array } }[];
  errors: Error[];
}

/** Part of the plugin interface of webpack and Rspack that is used here. */
export interface WebpackCompiler {
  options: { externalsPresets: { node?: boolean } };
  webpack: {
    Compilation: { PROCESS_ASSETS_STAGE_REPORT: number };
    WebpackError: new (message: string) => Error;
  };
  hooks: { thisCompilation: { tap(name: string, work: (compilation: Compilation) => void): void } };
}

export interface WebpackPlugin {
  // biome-ignore lint/suspicious/noExplicitAny: webpack's own type has more than is needed here, and differs by version
  apply(compiler: any): void;
}

const NAME = 'payframe-guard';

/**
 * Creates a plugin that scans all assets after they are minified, mapped and compressed, before they are
 * written.
 */
export const webpack = (): WebpackPlugin => ({
  apply(compiler: WebpackCompiler) {
    const { Compilation, WebpackError } = compiler.webpack;
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      // It is not known earlier: webpack derives it from the target after the plugins are applied.
      if (compiler.options.externalsPresets.node) return;
      compilation.hooks.processAssets.tap(
        { name: NAME, stage: Compilation.PROCESS_ASSETS_STAGE_REPORT },
        () => {
          const output: Output = new Map();
          for (const { name, source } of compilation.getAssets()) output.set(name, source.buffer());
          const findings = scanOutput(output);
          if (findings.length) compilation.errors.push(new WebpackError(failure(findings)));
        },
      );
    });
  },
});
