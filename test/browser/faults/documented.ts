/**
 * The errors by which a fault may end a call, as the guides list them: by type, the codes that it comes with, where `''`
 * is none. Whatever else a call ends with is a bug.
 */
export const DOCUMENTED: Record<string, string[]> = {
  api_connection_error: [
    '',
    'timeout',
    'aborted',
    'element_unmounted',
    'frame_blocked',
    'frame_navigated',
    'frame_removed',
    'frame_timeout',
    'frame_unresponsive',
    'frame_version_mismatch',
    'load_failed',
  ],
  api_error: ['', 'invalid_response'],
  rate_limit_error: ['', 'rate_limit'],
  idempotency_error: ['idempotency_key_in_use'],
  invalid_request_error: [
    'rate_limit',
    'payment_intent_authentication_failure',
    'payment_intent_unexpected_state',
    'setup_intent_authentication_failure',
    'setup_intent_unexpected_state',
  ],
  validation_error: ['incomplete_number', 'incomplete_iban'],
};

export const isDocumented = ({ type, code = '' }: { type: string; code?: string }): boolean =>
  DOCUMENTED[type]?.includes(code) ?? false;
