/** Requests of this page to Fieldbook's own server. */

export interface Plan {
  plan: string;
  name: string;
  /** In cents. */
  amount: number;
  interval: 'month' | 'year';
}

/** What waits for the member: a payment, or a card for the time after the trial. */
export interface Due {
  kind: 'payment' | 'setup';
  amount: number;
  clientSecret: string;
}

export interface Member {
  email: string;
  /** Whether the notebook is open, which only the payment host's webhooks decide. */
  isOpen: boolean;
  status: string;
  plan: string;
  /** Times are in seconds. */
  periodEnd: number;
  endsAt: number | null;
  card: { brand: string; last4: string } | null;
  due: Due | null;
}

export interface State {
  plans: Plan[];
  member: Member | null;
}

/** What another plan costs now, below zero where it gives something back, and the time from which that is counted. */
export interface Preview {
  date: number;
  now: number;
}

async function ask<Answer>(path: string, params: object = {}): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    body: JSON.stringify(params),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`Fieldbook answered ${response.status}.`);
  return response.json();
}

export const readState = (): Promise<State> => ask('/member');
export const signUp = (params: { email: string; plan: string; isTrial: boolean }) => ask('/sign-up', params);
export const subscribe = (plan: string) => ask('/subscribe', { plan });
export const previewChange = (plan: string): Promise<Preview> => ask('/preview', { plan });
/** Changes the plan. Returns the client secret of a payment of which the bank asks first, if it does. */
export const changePlan = (plan: string, date: number): Promise<{ asks: string | null }> =>
  ask('/change', { plan, date });
export const openPortal = (): Promise<{ url: string }> => ask('/portal');
/** Lets the server ask the payment host what became of a payment: the page's word is no proof. */
export const confirmed = () => ask('/confirmed');
export const passTime = () => ask('/pass-time');
