/** What the pages with an Express Checkout Element have in common, whatever draws them. */
const root = document.getElementById('root') as HTMLElement;

/** How the page answers: `answers` pays; the others are its mistakes and refusals. One that is `deaf` has no handler that pays. */
const { key = '', host, secret = '', how = 'answers' } = root.dataset;

window.seen = [];

export { host, key, root };

export const GROUP = { mode: 'payment', amount: 1099, currency: 'usd' } as const;

export const OPTIONS = {
  shippingAddressRequired: true,
  shippingRates: [{ id: 'standard', displayName: 'Standard', amount: 0 }],
};

/** Notes an event for the test. */
export const note = (type: string, event: object): void => {
  window.seen.push({ ...(JSON.parse(JSON.stringify(event)) as object), type });
};

interface Answerable {
  resolve(): void;
  reject(): void;
}

export function onClick(event: Answerable): void {
  note('click', event);
  if (how !== 'silent') event.resolve();
}

export function onShippingAddressChange(event: Answerable): void {
  note('shippingaddresschange', event);
  if (how === 'refuses') event.reject();
  else event.resolve();
}

/** The part of the SDK, and of the group, by which all pages pay. */
interface Pays {
  confirmPayment(options: never): Promise<object>;
}
interface Group {
  submit(): Promise<object>;
}

export const paysNothing = how === 'deaf';

export async function pay(payframe: Pays | null, elements: Group | null): Promise<void> {
  await elements?.submit();
  const given = { elements, clientSecret: secret, redirect: 'if_required' } as never;
  note('paid', (await payframe?.confirmPayment(given)) ?? {});
}
