/** The job at the beginning and at the end of each phase of a schedule. */
export const PHASE = { name: 'turn_subscription_schedule' };
