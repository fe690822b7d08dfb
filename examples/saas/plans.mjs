/** The plans of Fieldbook, as they are at the payment host. Amounts are in cents. */

const PLANS = [
  { plan: 'solo', name: 'Solo', unit_amount: 1200, interval: 'month' },
  { plan: 'team', name: 'Team', unit_amount: 3600, interval: 'month' },
  { plan: 'team_yearly', name: 'Team', unit_amount: 36_000, interval: 'year' },
];

const keyOf = (plan) => `fieldbook_${plan}`;

/**
 * Finds the prices of all plans by their lookup keys, and creates those that are missing.
 *
 * @param {import('stripe').default} stripe
 */
export async function findPlans(stripe) {
  const { data } = await stripe.prices.list({ lookup_keys: PLANS.map(({ plan }) => keyOf(plan)) });
  const plans = [];
  for (const { plan, name, unit_amount, interval } of PLANS) {
    const known = data.find(({ lookup_key }) => lookup_key === keyOf(plan));
    const price =
      known ??
      (await stripe.prices.create({
        currency: 'usd',
        lookup_key: keyOf(plan),
        product_data: { name: `Fieldbook ${name}` },
        recurring: { interval },
        unit_amount,
      }));
    plans.push({ plan, name, amount: unit_amount, interval, price: price.id });
  }
  return plans;
}
