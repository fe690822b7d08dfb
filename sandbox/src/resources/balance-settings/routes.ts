import type Stripe from 'stripe';
import * as v from 'valibot';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import { changeReachable, reachableAccount } from '../accounts/index.js';
import { type SettingsChange, updateParams } from './params.js';
import { changedSettings, settingsObject } from './settings.js';

export const routes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/balance_settings',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => settingsObject(await reachableAccount(call, call.accountId)),
  }),
  route({
    method: 'POST',
    path: '/v1/balance_settings',
    keys: ['secret'],
    params: updateParams,
    handle: (call) => updateSettings(call, call.params.payments),
  }),
];

async function updateSettings(call: Call, change: SettingsChange): Promise<Stripe.BalanceSettings> {
  const account = await reachableAccount(call, call.accountId);
  const after = settingsObject(
    await changeReachable(call, account.id, { settings: {} }, (state) =>
      changedSettings(state, account.isOwn, change, call.now),
    ),
  );
  call.outbox.emit('balance_settings.updated', after, previousAttributes(settingsObject(account), after));
  return after;
}
