/** Returns a postal code as addresses write it. */
export const writtenPostalCode = (code: string): string => code.trim().toUpperCase();
