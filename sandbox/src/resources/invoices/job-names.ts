/** The job that finalizes a draft an hour after its creation. */
export const FINALIZING = { name: 'finalize_invoice' };

/** The job that tries again to collect an invoice. */
export const RETRY = { name: 'retry_invoice' };

/** The job at the time at which an invoice should have been paid. */
export const OVERDUE = { name: 'invoice_overdue' };
