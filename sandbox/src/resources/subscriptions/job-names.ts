/** The job that ends a subscription at a time that was given. */
export const CANCELING = { name: 'cancel_subscription' };

/** The job that gives up a subscription whose first invoice was not paid. */
export const EXPIRY = { name: 'expire_subscription' };
