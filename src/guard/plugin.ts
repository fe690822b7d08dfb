import { type EsbuildPlugin, esbuild } from './plugin-esbuild.js';
import { type RollupPlugin, rollup } from './plugin-rollup.js';
import { type VitePlugin, vite } from './plugin-vite.js';
import { type WebpackPlugin, webpack } from './plugin-webpack.js';

/**
 * A build-tool plugin that fails a build whose output holds a secret key: `payframeGuard.vite()`, and alike for the
 * others. What a server runs is not looked at, since secret keys belong there.
 */
export const payframeGuard: {
  rollup(): RollupPlugin;
  vite(): VitePlugin;
  webpack(): WebpackPlugin;
  esbuild(): EsbuildPlugin;
} = { rollup, vite, webpack, esbuild };
