import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { purposeOf } from '../files/index.js';
import type { AccountParams, PersonParams } from './params.js';
import { TEST_DOCUMENTS } from './test-values.js';

/** A file that a parameter names. */
interface NamedFile {
  param: string;
  id: string;
}

type Verification = NonNullable<PersonParams['verification']>;
type Documents = AccountParams['documents'];

/** What files of documents are uploaded for. */
const PURPOSES = ['account_requirement', 'additional_verification', 'identity_document'];

/** Whose files a change can name: those of the caller, and of the account that is changed, if it is there already. */
type Owners = Work & { id?: string };

/**
 * Refuses files that a change of an account names and that nobody has uploaded. They are the caller's, or the account's own.
 *
 * @throws ApiError 400
 */
export const requireFiles = (
  owners: Owners,
  { company, documents, individual }: Pick<AccountParams, 'company' | 'documents' | 'individual'>,
): Promise<void> =>
  requireAll(owners, [
    ...filesOf(individual?.verification, 'individual[verification]'),
    ...filesOf(company?.verification, 'company[verification]'),
    ...filesIn(documents),
  ]);

/**
 * Refuses files that a change of a person names and that nobody has uploaded.
 *
 * @param name The parameter that holds the person, for errors; empty where it is the whole request.
 * @throws ApiError 400
 */
export const requireFilesOfPerson = (
  owners: Owners,
  { documents, verification }: Pick<PersonParams, 'documents' | 'verification'>,
  name = '',
): Promise<void> =>
  requireAll(owners, [
    ...filesOf(verification, name ? `${name}[verification]` : 'verification'),
    ...filesIn(documents),
  ]);

const filesOf = (verification: Verification | undefined, path: string): NamedFile[] =>
  Object.entries(verification ?? {}).flatMap(([kind, sides]) =>
    Object.entries(sides ?? {}).flatMap(([side, id]) =>
      id ? [{ id, param: `${path}[${kind}][${side}]` }] : [],
    ),
  );

const filesIn = (documents: Documents): NamedFile[] =>
  Object.entries(documents ?? {}).flatMap(([kind, { files }]) =>
    files.map((id, place) => ({ id, param: `documents[${kind}][files][${place}]` })),
  );

async function requireAll(owners: Owners, named: NamedFile[]): Promise<void> {
  for (const { id, param } of named) {
    if (TEST_DOCUMENTS.has(id)) continue;
    const purpose =
      (await purposeOf(owners, id)) ??
      (owners.id ? await purposeOf({ ...owners, accountId: owners.id }, id) : undefined);
    if (purpose === undefined) {
      throw invalidRequest(
        `No such file: '${id}'. Upload it with POST /v1/files and purpose=identity_document, or in test mode send file_identity_document_success.`,
        { code: 'resource_missing', param },
      );
    }
    if (!PURPOSES.includes(purpose)) {
      throw invalidRequest(
        `The file ${id} was uploaded as ${purpose}, and cannot be a document. Upload it with purpose=identity_document.`,
        { param },
      );
    }
  }
}
