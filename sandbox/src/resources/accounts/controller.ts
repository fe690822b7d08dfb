import type Stripe from 'stripe';
import { ApiError, invalidRequest } from '../../kernel/errors.js';
import type { AccountParams, ControllerParams, CreateParams } from './params.js';
import type { AccountState } from './state.js';

type Controller = Stripe.Account.Controller;

const controllerOf = (
  payer: Controller['fees'],
  losses: 'application' | 'stripe',
  collection: 'application' | 'stripe',
  dashboard: 'express' | 'full' | 'none',
): Controller => ({
  type: 'application',
  is_controller: true,
  fees: payer as Stripe.Account.Controller.Fees,
  losses: { payments: losses },
  requirement_collection: collection,
  stripe_dashboard: { type: dashboard },
});

/** Who is responsible for accounts of a type: the platform (`application`) or the processor (`stripe`). */
export const BY_TYPE: Record<'custom' | 'express' | 'standard', Controller> = {
  custom: controllerOf({ payer: 'application_custom' }, 'application', 'application', 'none'),
  express: controllerOf({ payer: 'application_express' }, 'application', 'stripe', 'express'),
  standard: controllerOf({ payer: 'account' }, 'stripe', 'stripe', 'full'),
};

/**
 * Returns type and controller of a new account, which are given by one or the other.
 *
 * @throws ApiError 400 for both, or for a controller that cannot be.
 */
export function termsOf({ type, controller }: Pick<CreateParams, 'controller' | 'type'>): {
  type: Stripe.Account.Type;
  controller: Controller;
} {
  if (!controller) return { type: type ?? 'standard', controller: BY_TYPE[type ?? 'standard'] };
  if (type) {
    throw invalidRequest(
      'You may only specify one of these parameters: type, controller. A controller says in detail what a type stands for.',
      { code: 'parameters_exclusive', param: 'type' },
    );
  }
  return { type: 'none', controller: readController(controller) };
}

function readController(given: ControllerParams): Controller {
  const made = controllerOf(
    { payer: given.fees?.payer ?? 'account' },
    given.losses?.payments ?? 'stripe',
    given.requirement_collection ?? 'stripe',
    given.stripe_dashboard?.type ?? 'full',
  );
  const isCollected = made.requirement_collection === 'application';
  if (isCollected && (made.losses?.payments !== 'application' || made.stripe_dashboard?.type !== 'none')) {
    throw invalidRequest(
      'A platform that collects the requirements has to take the losses too, and gives no dashboard: send ' +
        'controller[losses][payments]=application and controller[stripe_dashboard][type]=none.',
      { param: 'controller[requirement_collection]' },
    );
  }
  return made;
}

/** Tells whether the platform asks the holder for everything itself, and sees what they gave. */
export const isCollectedByPlatform = ({ controller }: { controller?: Controller }): boolean =>
  controller?.requirement_collection === 'application';

/** Tells whether the platform pays what the account cannot. */
export const isCoveredByPlatform = ({ controller }: { controller?: Controller }): boolean =>
  controller?.losses?.payments === 'application';

/** The capabilities that an account has without being asked for. */
export const defaultCapabilities = ({ stripe_dashboard: dashboard }: Controller) =>
  dashboard?.type === 'full' ? (['card_payments', 'transfers'] as const) : [];

/** The parameters of a platform for an account. */
export type PlatformParams = AccountParams & { external_account?: unknown; persons?: unknown };

/** The parameters that a platform may still send for an account whose holder has begun onboarding. */
const AFTER_ONBOARDING: Record<'express' | 'full' | 'none', readonly (keyof PlatformParams)[]> = {
  express: ['business_profile', 'capabilities', 'default_currency', 'metadata', 'settings'],
  full: ['metadata'],
  none: ['business_profile', 'capabilities', 'default_currency', 'metadata', 'settings'],
};

/**
 * Refuses parameters of a platform that are the holder's own.
 *
 * @throws ApiError 403 for those that only the holder may change, 400 for accepting the terms for them.
 */
export function refuseForeign(state: AccountState, params: PlatformParams): void {
  const { controller } = state.given;
  if (isCollectedByPlatform(state.given)) return;
  const dashboard = (controller.stripe_dashboard?.type ?? 'full') as keyof typeof AFTER_ONBOARDING;
  const { service_agreement: agreement, ...acceptance } = params.tos_acceptance ?? {};
  const accepts = Object.values(acceptance).some((value) => value !== undefined);
  if (accepts || (agreement && dashboard === 'full')) {
    throw invalidRequest(
      'Only its holder can accept the terms of service of this account, in the onboarding: create a link with POST /v1/account_links.',
      { param: 'tos_acceptance' },
    );
  }
  if (!state.progress.hasBegun) return;
  const names = Object.keys(params).filter((name) => params[name as keyof PlatformParams] !== undefined);
  const foreign = names.find((name) => !AFTER_ONBOARDING[dashboard].includes(name as never));
  if (foreign) throw notAllowed(foreign, dashboard);
}

/**
 * Refuses to show what a holder has only given to the processor.
 *
 * @throws ApiError 403
 */
export function refuseHidden({ given, progress }: AccountState, param: string): void {
  if (isCollectedByPlatform(given) || !progress.hasBegun) return;
  throw notAllowed(param, given.controller.stripe_dashboard?.type ?? 'full');
}

const notAllowed = (param: string, dashboard: string) =>
  new ApiError(
    403,
    'invalid_request_error',
    `The holder of this account has begun the onboarding: ${param} is seen and changed only there. Create a link with POST ` +
      '/v1/account_links, or create accounts whose requirements the platform collects.',
    { param, ...(dashboard === 'full' && { code: 'not_allowed_on_standard_account' as const }) },
  );
