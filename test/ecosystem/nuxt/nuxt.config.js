import guide from './guide.config.js';

export default defineNuxtConfig({
  ...guide,
  compatibilityDate: '2026-01-01',
  devtools: { enabled: false },
});
