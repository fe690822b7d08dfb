import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // A policy without `data:` images, as the shop's server sends it.
  build: { assetsInlineLimit: 0 },
});
