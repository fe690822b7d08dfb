/** A code that the catalogue of errors lacks does not compile, wherever the error is made. */
import { invalidRequest } from '../../sandbox/src/kernel/errors.js';
import { IntegrationError, type PayframeError, type PayframeErrorCode } from '../../src/page/index.js';
import type { WireError } from '../../src/wire/index.js';

// @ts-expect-error
export const ofThePage = () => new IntegrationError('Wrong.', 'no_such_code');

// @ts-expect-error
export const ofAFrame: WireError = { type: 'api_error', code: 'no_such_code', message: 'Wrong.' };

// @ts-expect-error
export const ofTheApi = () => invalidRequest('Wrong.', { code: 'no_such_code' });

/** A host in live mode may have codes of its own, which a shop may ask for. */
export const isOfTheUpstream = ({ code }: PayframeError): boolean => code === 'code_of_the_upstream';

export const known: PayframeErrorCode = 'card_declined';
