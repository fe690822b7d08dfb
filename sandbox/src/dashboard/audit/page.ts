/** The page of the audit log. */
export const AUDIT = 'audit';
