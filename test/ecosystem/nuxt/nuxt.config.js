export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  devtools: { enabled: false },
  // Else `nuxt dev` finds it with the first page, and loads that once more.
  vite: { optimizeDeps: { include: ['payframe', 'payframe/vue'] } },
  // Taken from NUXT_PUBLIC_PAYFRAME_KEY and NUXT_PUBLIC_PAYFRAME_HOST where it runs.
  runtimeConfig: { public: { payframeKey: '', payframeHost: '' } },
});
