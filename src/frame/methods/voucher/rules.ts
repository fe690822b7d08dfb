/** Returns whether a text has the digits of a Brazilian tax id: 11 of a person (CPF), or 14 of a company (CNPJ). */
export const isTaxId = (raw: string): boolean => /^(\d{11}|\d{14})$/.test(raw.replace(/\D/g, ''));
