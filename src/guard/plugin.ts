import { type EsbuildPlugin, esbuild } from './plugin-esbuild.js';
import { type RollupPlugin, rollup } from './plugin-rollup.js';
import { type VitePlugin, vite } from './plugin-vite.js';
import { type WebpackPlugin, webpack } from './plugin-webpack.js';

/**
 * Build-tool plugins that fail a build whose output contains a secret key. They skip server builds, because
 * secret keys belong there.
 *
 * @example
 * ```ts
 * // vite.config.ts; `payframeGuard.rollup()`, `.webpack()` and `.esbuild()` work the same way.
 * import { payframeGuard } from 'payframe/guard';
 *
 * export default { plugins: [payframeGuard.vite()] };
 * ```
 */
export const payframeGuard: {
  rollup(): RollupPlugin;
  vite(): VitePlugin;
  webpack(): WebpackPlugin;
  esbuild(): EsbuildPlugin;
} = { rollup, vite, webpack, esbuild };
