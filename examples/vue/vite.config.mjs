import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  // The shop's server sends a policy without `data:` images.
  build: { assetsInlineLimit: 0 },
  logLevel: 'warn',
});
