import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findVariables } from './env-file.js';
import { filesIn } from './files.js';
import { findKeys } from './find-keys.js';
import { latin1 } from './latin1.js';
import { failure, scanOutput } from './output.js';
import { outputOf, type RollupBundle, type RollupContext } from './plugin-rollup.js';
import { type Finding, locate, scan } from './scan.js';
import { withholdNames } from './withhold.js';

/** Part of Vite's configuration that is used here. */
export interface ViteConfig {
  command: 'build' | 'serve';
  mode: string;
  root: string;
  envDir: string | false;
  publicDir: string;
  env: Record<string, unknown>;
  build: { ssr: unknown; copyPublicDir: boolean };
}

interface ViteContext extends RollupContext {
  environment?: { config: { consumer: string } };
}

export interface VitePlugin {
  name: string;
  enforce: 'post';
  configResolved(config: ViteConfig): void;
  transform(this: ViteContext, code: string, id: string, options?: { ssr?: boolean }): void;
  generateBundle: {
    order: 'post';
    handler(this: ViteContext, options: unknown, bundle: RollupBundle): void;
  };
}

/**
 * Creates a plugin that stops Vite, in development too, if a variable that Vite inlines is a secret key. In a
 * build it scans all output and the `public` directory before they are written; in development it scans each
 * module for the browser.
 */
export function vite(): VitePlugin {
  let config: ViteConfig;
  return {
    name: 'payframe-guard',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved;
      const findings = scanVariables(config);
      if (findings.length) throw new Error(failure(findings));
    },
    transform(code, id, options) {
      if (config.command === 'build' || options?.ssr) return;
      const findings = scan(relative(config.root, id), Buffer.from(code)).map(withholdNames);
      if (findings.length) this.error(failure(findings));
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        if (config.build.ssr || this.environment?.config.consumer === 'server') return;
        const findings = [...scanOutput(outputOf(bundle)), ...scanPublic(config)];
        if (findings.length) this.error(failure(findings));
      },
    },
  };
}

/** Scans the variables that Vite inlines, from the `.env` files, or else from the process. */
function scanVariables({ env, envDir, mode, root }: ViteConfig): Finding[] {
  const files = ['.env', '.env.local', `.env.${mode}`, `.env.${mode}.local`];
  const inFiles = envDir === false ? [] : files.flatMap((name) => scanEnvFile(join(envDir, name), root, env));
  const known = new Set(inFiles.map(({ variable }) => variable));
  const inProcess = Object.entries(env).flatMap(([variable, value]) =>
    known.has(variable) || typeof value !== 'string'
      ? []
      : findKeys(latin1(value)).map((leak) => ({ ...leak, offset: 0, variable })),
  );
  return [...inFiles, ...locate('process.env', '', inProcess)].map(withholdNames);
}

function scanEnvFile(path: string, root: string, env: Record<string, unknown>): Finding[] {
  if (!existsSync(path)) return [];
  const text = latin1(readFileSync(path));
  return locate(
    relative(root, path),
    text,
    findVariables(text, (name) => Object.hasOwn(env, name)),
  );
}

/** Scans the public files, which Vite copies as they are, so that they are in no bundle. */
function scanPublic({ publicDir, root, build }: ViteConfig): Finding[] {
  if (!build.copyPublicDir || !publicDir || !existsSync(publicDir)) return [];
  return filesIn(publicDir).flatMap(({ path }) =>
    scan(relative(root, path), readFileSync(path), { allVariables: true }).map(withholdNames),
  );
}
