/** How a voucher of test mode ends automatically, and after how many seconds; without a number, when it expires. */
export interface VoucherEnd {
  paid: boolean;
  afterSeconds?: number;
}

/** Ends that the payer's email stands for, from the public guides to OXXO, Boleto, Konbini and Multibanco. */
export const voucherEnds: { email: string; end: VoucherEnd }[] = [
  { email: 'succeed_immediately@', end: { paid: true, afterSeconds: 2 } },
  { email: 'expire_immediately@', end: { paid: false, afterSeconds: 2 } },
  { email: 'expire_with_delay@', end: { paid: false, afterSeconds: 180 } },
  { email: 'fill_never@', end: { paid: false } },
];

/** Returns how the voucher of a payer ends. */
export const voucherEndOf = (email: string | null): VoucherEnd =>
  voucherEnds.find((known) => email?.includes(known.email))?.end ?? { paid: true, afterSeconds: 180 };
