/** A line of an invoice, as far as its totals need it. Amounts are in the currency's smallest unit. */
export interface TotalledLine {
  /** Before discounts and taxes. */
  subtotal: number;
  /** What the line's own discounts take off. */
  own_discount: number;
  /** What the discounts of the whole invoice take off. */
  invoice_discount: number;
  /** The tax that the line would have in it without the discounts of the whole invoice. */
  included_tax: number;
  taxes: readonly { amount: number; tax_behavior: string }[];
}

/** The sums of an invoice. */
export interface Totals {
  /** After the lines' own discounts, and before those of the whole invoice. */
  subtotal: number;
  subtotal_excluding_tax: number;
  total: number;
  total_excluding_tax: number;
}

/**
 * Adds up the lines of an invoice. A tax that is included in a price adds nothing to it.
 *
 * @param shipping What the delivery costs, which has neither discounts nor taxes.
 */
export function totalsOf(lines: readonly TotalledLine[], shipping = 0): Totals {
  const subtotal = sum(lines.map((line) => line.subtotal - line.own_discount));
  const discounted = subtotal - sum(lines.map((line) => line.invoice_discount));
  const taxes = lines.flatMap((line) => line.taxes);
  const inclusive = sum(taxes.filter(isInclusive).map(({ amount }) => amount));
  const exclusive = sum(taxes.filter((tax) => !isInclusive(tax)).map(({ amount }) => amount));
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - sum(lines.map((line) => line.included_tax)),
    total: discounted + exclusive + shipping,
    total_excluding_tax: discounted - inclusive + shipping,
  };
}

const isInclusive = ({ tax_behavior }: { tax_behavior: string }) => tax_behavior === 'inclusive';

const sum = (amounts: readonly number[]): number => amounts.reduce((whole, amount) => whole + amount, 0);

/** The amount due of an invoice, and what its customer owes afterwards. */
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
