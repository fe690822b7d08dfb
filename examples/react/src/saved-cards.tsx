import type { Receipt, SavedCard } from './shop';

/** Choice of the card in the fields, in place of a saved card's id. */
export const ANOTHER = '';

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  unknown: 'Card',
};

const brandName = (brand: string): string => BRANDS[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1);

const METHODS: Record<string, string> = {
  bancontact: 'Bancontact',
  eps: 'EPS',
  ideal: 'iDEAL',
  klarna: 'Klarna',
  p24: 'Przelewy24',
  paypal: 'PayPal',
  sepa_debit: 'SEPA Direct Debit',
};

/** Returns how something was paid, as a receipt says it: `Visa •••• 4242, expires 12/2034`, or `iDEAL`. */
export const methodName = ({ type, card }: Receipt): string =>
  card ? `${brandName(card.brand)} •••• ${card.last4}, expires ${card.expires}` : (METHODS[type] ?? type);

interface Props {
  cards: SavedCard[];
  chosen: string;
  onChoose(id: string): void;
}

export function SavedCards({ cards, chosen, onChoose }: Props) {
  const choice = (id: string, label: string, hint?: string) => (
    <label key={id} className="choice">
      <input type="radio" name="card" checked={chosen === id} onChange={() => onChoose(id)} />
      <span>{label}</span>
      {hint && <span className="quiet">{hint}</span>}
    </label>
  );
  return (
    <fieldset>
      <legend>Pay with</legend>
      <div className="choices">
        {cards.map(({ id, brand, last4, expires }) =>
          choice(id, `${brandName(brand)} •••• ${last4}`, `Expires ${expires}`),
        )}
        {choice(ANOTHER, 'Another card or method')}
      </div>
    </fieldset>
  );
}
