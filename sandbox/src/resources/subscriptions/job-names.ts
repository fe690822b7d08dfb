/** The job that ends a subscription at a time that was given. */
export const CANCELING = { name: 'cancel_subscription' };

/** The job that lets invoices be collected again. */
export const COLLECTING = { name: 'resume_collection' };

/** The job that gives up a change whose invoice was not paid. */
export const PENDING_UPDATE = { name: 'expire_pending_update' };

/** The job that gives up a subscription whose first invoice was not paid. */
export const EXPIRY = { name: 'expire_subscription' };

/** The job at the end of the period of a subscription that ends first. */
export const RENEWAL = { name: 'renew_subscription' };

/** The job that tells of the end of a trial. Its id has the subscription and that time. */
export const TRIAL_WILL_END = { name: 'trial_will_end' };

/** The job that tells of a renewal. Its id has the subscription and that time. */
export const UPCOMING = { name: 'upcoming_invoice' };
