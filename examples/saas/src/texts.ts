import type { Plan } from './service';

export const money = (amount: number): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(amount / 100);

export const day = (time: number): string =>
  new Date(time * 1000).toLocaleDateString('en-US', {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });

export const priceText = ({ amount, interval }: Plan): string => `${money(amount)} per ${interval}`;

export const planText = (plan: Plan): string => `${plan.name}, ${priceText(plan)}`;

export const UNREACHABLE = 'Fieldbook could not be reached. Please try again.';
