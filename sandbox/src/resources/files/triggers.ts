import type { Triggers } from '../../kernel/fixture.js';

/** The beginning of a PNG, in base64. */
const PNG = 'iVBORw0KGgo=';

export const triggers: Triggers = {
  'file.created': [
    {
      name: 'file',
      path: '/v1/files',
      method: 'post',
      params: { file: { name: 'passport.png', data: PNG }, purpose: 'identity_document' },
    },
  ],
};
