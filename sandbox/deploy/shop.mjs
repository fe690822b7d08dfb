/** The demo shop for compose.yaml: its server asks API_URL, its page loads SCRIPT_URL. */
import { startShop } from '../../examples/script-tag/server.mjs';

const {
  API_URL: url,
  SCRIPT_URL: script,
  PUBLISHABLE_KEY: publishableKey,
  SECRET_KEY: secretKey,
} = process.env;
const missing = Object.entries({
  API_URL: url,
  SCRIPT_URL: script,
  PUBLISHABLE_KEY: publishableKey,
  SECRET_KEY: secretKey,
})
  .filter(([, value]) => !value)
  .map(([name]) => name);
if (missing.length > 0) {
  process.stderr.write(`The shop needs ${missing.join(', ')}.\n`);
  process.exit(1);
}

const shop = await startShop({
  host: process.env.HOST ?? 'localhost',
  port: Number(process.env.PORT ?? 3000),
  sandbox: { url, script, publishableKey, secretKey },
});
process.stdout.write(`The shop is at ${shop.url}.\n`);
process.on('SIGTERM', () => shop.close().then(() => process.exit(0)));
