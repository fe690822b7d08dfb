/** Options of long calls that Stripe.js does not have. */
export interface CallOptions {
  /**
   * Ends the wait for a call with the error `aborted`. The request may still take effect, so retrieve the
   * intent to know. Stripe.js has no such option.
   */
  signal?: AbortSignal;
}
