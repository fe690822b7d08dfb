import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { loadAccount } from '../accounts/index.js';

/** The route by which an Express Checkout Element shows Apple, in live mode, that the host may open Apple Pay. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/elements/apple_pay_sessions',
    keys: ['publishable'],
    params: v.strictObject({ ...common, validation_url: text() }),
    onlyReads: true,
    handle: async () => {
      throw invalidRequest(
        'Test mode has no sessions of Apple Pay: its wallet is a simulation. Use a live key, or leave out this request.',
      );
    },
    async live(call, _, { startApplePay }) {
      if (!startApplePay) throw notSetUp();
      const payee = await loadAccount(call, call.accountId);
      const domain = new URL(call.origin).hostname;
      const session = await startApplePay(call.params.validation_url, {
        domain,
        name: payee?.business_profile?.name ?? domain,
      });
      return { id: newId('aps'), object: 'apple_pay_session', livemode: true, session };
    },
  }),
];

const notSetUp = () =>
  invalidRequest(
    'This host is not set up for Apple Pay. Its operator sets PAYFRAME_APPLE_PAY_MERCHANT_ID and the variables that go with it.',
    { code: 'live_mode_unavailable' },
  );
