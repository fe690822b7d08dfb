import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  // A policy without `data:` images, as the shop's server sends it.
  build: { assetsInlineLimit: 0 },
  logLevel: 'warn',
});
