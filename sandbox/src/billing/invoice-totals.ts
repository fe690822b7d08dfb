/** The part of a line of an invoice that its totals are made of. Amounts are in the currency's smallest unit. */
export interface TotalledLine {
  /** Before discounts and taxes. */
  subtotal: number;
  discount_amounts: readonly { amount: number; discount: unknown }[] | null;
  taxes: readonly { amount: number; tax_behavior: string; taxable_amount: number | null }[] | null;
}

/** The sums of an invoice. */
export interface Totals {
  subtotal: number;
  subtotal_excluding_tax: number;
  total: number;
  total_excluding_tax: number;
}

/** Adds up the lines of an invoice. A tax that is included in a price adds nothing to it. */
export function totalsOf(lines: readonly TotalledLine[]): Totals {
  const subtotal = sum(lines.map((line) => line.subtotal));
  const discount = sum(lines.flatMap((line) => line.discount_amounts ?? []).map(({ amount }) => amount));
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const inclusive = sum(taxes.filter(isInclusive).map(({ amount }) => amount));
  const exclusive = sum(taxes.filter((tax) => !isInclusive(tax)).map(({ amount }) => amount));
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total: subtotal - discount + exclusive,
    total_excluding_tax: subtotal - discount - inclusive,
  };
}

const isInclusive = ({ tax_behavior }: { tax_behavior: string }) => tax_behavior === 'inclusive';

const sum = (amounts: readonly number[]): number => amounts.reduce((whole, amount) => whole + amount, 0);

/** What is to be paid of an invoice, and what its customer owes afterwards. */
export interface Due {
  amountDue: number;
  endingBalance: number;
}

/**
 * Settles the total of an invoice with the balance of its customer.
 *
 * @param balance What the customer owes besides; negative for a credit.
 * @param minimum The smallest payment in the currency: a smaller amount waits in the balance for the next invoice.
 */
export function dueOf(total: number, balance: number, minimum: number): Due {
  const owed = total + balance;
  return owed < minimum ? { amountDue: 0, endingBalance: owed } : { amountDue: owed, endingBalance: 0 };
}
