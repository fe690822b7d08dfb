export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  // Taken from NUXT_PUBLIC_PAYFRAME_KEY and NUXT_PUBLIC_PAYFRAME_HOST where it runs.
  runtimeConfig: { public: { payframeKey: '', payframeHost: '' } },
});
