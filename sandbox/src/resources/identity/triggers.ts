import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const session: FixtureRequest = {
  name: 'session',
  path: '/v1/identity/verification_sessions',
  method: 'post',
  params: { type: 'document' },
};

const step = (name: 'cancel' | 'redact'): FixtureRequest => ({
  name,
  path: `/v1/identity/verification_sessions/\${session:id}/${name}`,
  method: 'post',
});

const submitted = (outcome: string): FixtureRequest => ({
  name: 'submitted',
  path: '/v1/test_helpers/identity/verification_sessions/${session:id}/submit',
  method: 'post',
  params: { outcome },
});

export const triggers: Triggers = {
  'identity.verification_session.canceled': [session, step('cancel')],
  'identity.verification_session.created': [session],
  'identity.verification_session.processing': [session, submitted('verified')],
  'identity.verification_session.redacted': [session, step('redact')],
  'identity.verification_session.requires_input': [session, submitted('document_unverified_other')],
  'identity.verification_session.verified': [session, submitted('verified')],
};
