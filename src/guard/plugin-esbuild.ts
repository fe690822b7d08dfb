import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { describeFinding, placeOf, REMEDY } from './describe-finding.js';
import { type Output, scanOutput } from './output.js';
import type { Finding } from './scan.js';

interface BuildResult {
  errors: unknown[];
  metafile?: { outputs: Record<string, unknown> };
  outputFiles?: { path: string; contents: Uint8Array }[];
}

interface Message {
  text: string;
  location: { file: string; line: number; column: number };
  notes: { text: string }[];
}

/** Part of esbuild's plugin interface that is used here. */
export interface EsbuildBuild {
  initialOptions: { platform?: string; metafile?: boolean; absWorkingDir?: string };
  onEnd(callback: (result: BuildResult) => { errors: Message[] } | undefined): void;
}

export interface EsbuildPlugin {
  name: string;
  setup(build: EsbuildBuild): void;
}

/**
 * Creates a plugin that scans all output. By then esbuild has written the files, so the build fails but the
 * files exist.
 */
export const esbuild = (): EsbuildPlugin => ({
  name: 'payframe-guard',
  setup({ initialOptions, onEnd }) {
    if (initialOptions.platform === 'node') return;
    // The metafile lists the files that were written.
    initialOptions.metafile = true;
    const directory = initialOptions.absWorkingDir ?? process.cwd();
    onEnd((result) => {
      if (result.errors.length) return undefined;
      return { errors: scanOutput(outputOf(result, directory)).map(message) };
    });
  },
});

function outputOf({ outputFiles, metafile }: BuildResult, directory: string): Output {
  if (outputFiles) {
    return new Map(outputFiles.map(({ path, contents }) => [relative(directory, path), contents]));
  }
  const paths = Object.keys(metafile?.outputs ?? {});
  return new Map(paths.map((path) => [path, readFileSync(resolve(directory, path))]));
}

/** Builds esbuild's message without the line of code, because it contains the key. */
const message = (finding: Finding): Message => ({
  text: `Found a ${describeFinding(finding)}${finding.source ? `, from ${placeOf(finding.source)}` : ''}.`,
  // esbuild counts columns from 0.
  location: { file: finding.file, line: finding.line, column: finding.column - 1 },
  notes: [{ text: REMEDY }],
});
