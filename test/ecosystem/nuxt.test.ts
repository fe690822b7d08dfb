/** The package in a shop of Nuxt, whose pages a server renders. */
import { commandOf, run, startServer } from './commands.js';
import { testSite } from './site.js';

testSite({
  app: 'nuxt',
  pages: ['/bundled-sdk', '/kept-alive', '/teleported-card'],
  left: ['/kept-alive'],
  async serve(folder, host) {
    await run(folder, [commandOf('nuxt'), 'build']);
    return startServer(folder, [process.execPath, '.output/server/index.mjs'], {
      HOST: 'localhost',
      PORT: '0',
      NUXT_PUBLIC_PAYFRAME_KEY: host.publishableKey,
      NUXT_PUBLIC_PAYFRAME_HOST: host.url,
    });
  },
});
