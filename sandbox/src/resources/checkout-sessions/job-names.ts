/** The job that ends a session that nobody has completed. */
export const EXPIRY = { name: 'expire_checkout_session' };
