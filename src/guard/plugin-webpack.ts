import { failure, type Output, scanOutput } from './output.js';

interface Compilation {
  hooks: { processAssets: { tap(options: { name: string; stage: number }, work: () => void): void } };
  getAssets(): readonly { name: string; source: { buffer(): Uint8Array } }[];
  errors: Error[];
}

/** What webpack and Rspack hand to a plugin, as far as it matters here. */
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

/** Looks at all assets once they are minified, mapped and compressed, before they are written. */
export const webpack = (): WebpackPlugin => ({
  apply(compiler: WebpackCompiler) {
    const { Compilation, WebpackError } = compiler.webpack;
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      // Not earlier: webpack derives it from the target once the plugins are there.
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
