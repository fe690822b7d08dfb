import { ApiError } from '../../kernel/errors.js';

/**
 * Finds an object that a parameter names.
 *
 * @throws ApiError 400 where there is none: what was not found is not the object of the request.
 */
export async function named<Found>(lookup: Promise<Found>): Promise<Found> {
  try {
    return await lookup;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    const { code, message, param, type } = error.body.error;
    throw new ApiError(400, type, message, { ...(code && { code }), ...(param && { param }) });
  }
}
