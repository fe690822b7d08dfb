/**
 * Names of banks by country and bank code: a few that many people have an account with, not a register. Codes are those
 * of the Bundesbank's list of Bankleitzahlen (DE), of Betaalvereniging's list of BICs (NL), and of the national parts of
 * the IBAN registry, ISO 13616-2.
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

/** The bank's name, or nothing where it is not one of them. */
export const bankName = (country: string, code: string): string => NAMES[country + code] ?? '';
