/**
 * Names of banks by country and bank code: a few well-known ones, not a register. A code that is not here has
 * no name. A host that needs every bank uses the national registers that ISO 13616-2 names.
 */
const NAMES: Record<string, string> = {
  DE12030000: 'Deutsche Kreditbank',
  DE37040044: 'Commerzbank',
  DE50010517: 'ING',
  EE22: 'Swedbank',
  ES0049: 'Banco Santander',
  ES0182: 'BBVA',
  ES2100: 'CaixaBank',
  FR20041: 'La Banque Postale',
  FR30003: 'Société Générale',
  FR30004: 'BNP Paribas',
  IEAIBK: 'Allied Irish Banks',
  IEBOFI: 'Bank of Ireland',
  NLABNA: 'ABN AMRO',
  NLASNB: 'ASN Bank',
  NLBUNQ: 'bunq',
  NLINGB: 'ING',
  NLKNAB: 'Knab',
  NLRABO: 'Rabobank',
  NLTRIO: 'Triodos Bank',
};

/** Returns the bank's name, or an empty text if it is not in the list. */
export const bankName = (country: string, code: string): string => NAMES[country + code] ?? '';
