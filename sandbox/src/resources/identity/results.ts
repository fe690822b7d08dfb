import type { Inclusion, Loader } from '../../kernel/resource.js';
import { reports } from './report.js';
import { sessions } from './sessions.js';

/** Loads what a session tells of its person, without the parts that are more sensitive. */
export const verifiedOutputs: Loader = async (call, id) => {
  const { outputs } = await sessions.find(call, id);
  if (!outputs) return null;
  const { dob: _, id_number: __, ...shown } = outputs;
  return shown;
};

/** Loads a part of what a session tells of its person. */
const outputAt =
  (name: 'dob' | 'id_number'): Inclusion =>
  async (call, id) =>
    (await sessions.find(call, id)).outputs?.[name] ?? null;

/** Loads a sensitive part of a report. */
const resultAt =
  (check: 'document' | 'id_number', name: string): Inclusion =>
  async (call, id) => {
    const { sensitive } = await reports.find(call, id);
    return (sensitive[check] as Record<string, object | string | null> | undefined)?.[name] ?? null;
  };

/** The sensitive parts of sessions and reports, by the properties of the public API that show them. */
export const sensitiveParts: Readonly<Record<string, Inclusion>> = {
  'identity.verification_session.verified_outputs.dob': outputAt('dob'),
  'identity.verification_session.verified_outputs.id_number': outputAt('id_number'),
  'identity.verification_report.document.dob': resultAt('document', 'dob'),
  'identity.verification_report.document.expiration_date': resultAt('document', 'expiration_date'),
  'identity.verification_report.document.number': resultAt('document', 'number'),
  'identity.verification_report.id_number.dob': resultAt('id_number', 'dob'),
  'identity.verification_report.id_number.id_number': resultAt('id_number', 'id_number'),
};
