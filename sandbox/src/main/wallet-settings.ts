import type { WalletOptions } from '../live/index.js';
import { UsageError } from './usage-error.js';

const APPLE_PAY = [
  'PAYFRAME_APPLE_PAY_MERCHANT_ID',
  'PAYFRAME_APPLE_PAY_CERTIFICATE',
  'PAYFRAME_APPLE_PAY_KEY',
  'PAYFRAME_APPLE_PAY_DOMAIN_ASSOCIATION',
] as const;

const GOOGLE_PAY = [
  'PAYFRAME_GOOGLE_PAY_MERCHANT_ID',
  'PAYFRAME_GOOGLE_PAY_GATEWAY',
  'PAYFRAME_GOOGLE_PAY_GATEWAY_MERCHANT_ID',
] as const;

/**
 * Reads which wallets a host takes in live mode.
 *
 * @throws UsageError for a wallet of which only a part is given.
 */
export function readWallets(env: NodeJS.ProcessEnv): WalletOptions {
  const applePay = readApplePay(env);
  const googlePay = readGooglePay(env);
  return { ...(applePay && { applePay }), ...(googlePay && { googlePay }) };
}

function readApplePay(env: NodeJS.ProcessEnv): WalletOptions['applePay'] {
  const given = allOf(APPLE_PAY, env);
  if (!given) return undefined;
  const [merchantId, certificate, key, domainAssociation] = given;
  return { merchantId, certificate, key, domainAssociation };
}

function readGooglePay(env: NodeJS.ProcessEnv): WalletOptions['googlePay'] {
  const given = allOf(GOOGLE_PAY, env);
  if (!given) return undefined;
  const [merchantId, gateway, gatewayMerchantId] = given;
  const environment = readEnvironment(env.PAYFRAME_GOOGLE_PAY_ENVIRONMENT || 'PRODUCTION');
  return { merchantId, gateway, gatewayMerchantId, environment };
}

type Texts<Names> = { -readonly [At in keyof Names]: string };

/** Returns the values of variables that belong together, if any of them is given. */
function allOf<const Names extends readonly string[]>(
  names: Names,
  env: NodeJS.ProcessEnv,
): Texts<Names> | undefined {
  const [given] = names.filter((name) => env[name]);
  const missing = names.filter((name) => !env[name]);
  if (!given) return undefined;
  if (missing.length) throw new UsageError(`${given} needs ${missing.join(' and ')} beside it.`);
  return names.map((name) => env[name]) as unknown as Texts<Names>;
}

const ENVIRONMENTS = ['PRODUCTION', 'TEST'] as const;

function readEnvironment(text: string): (typeof ENVIRONMENTS)[number] {
  const found = ENVIRONMENTS.find((one) => one === text);
  if (found) return found;
  throw new UsageError(`PAYFRAME_GOOGLE_PAY_ENVIRONMENT takes PRODUCTION or TEST, not '${text}'.`);
}
