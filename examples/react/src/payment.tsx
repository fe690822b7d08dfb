import type { Payframe } from 'payframe';
import { Elements } from 'payframe/react';
import { useState } from 'react';
import { useAppearance } from './look';
import { PaymentForm } from './payment-form';
import { ANOTHER, SavedCards } from './saved-cards';
import type { Order } from './shop';
import { type Tab, Tabs } from './tabs';

interface Props {
  order: Order;
  payframe: Promise<Payframe | null>;
  /** What went wrong before, such as at a bank. */
  notice: string;
  onPaid(): Promise<void>;
  onLoadError(): void;
}

/** The ways to pay an order: a saved card, any method in the Payment Element, or a card in fields that the page lays out. */
export function Payment({ order, payframe, notice, onPaid, onLoadError }: Props) {
  const { clientSecret, savedCards } = order;
  const [chosen, setChosen] = useState(savedCards[0]?.id ?? ANOTHER);
  const [tab, setTab] = useState<Tab>('methods');
  const appearance = useAppearance();
  const inElement = chosen === ANOTHER && tab === 'methods';

  return (
    <>
      <h2>Payment</h2>
      {savedCards.length > 0 && <SavedCards cards={savedCards} chosen={chosen} onChoose={setChosen} />}
      {chosen === ANOTHER && <Tabs chosen={tab} onChoose={setTab} />}
      {/* The page draws the boxes of the card's fields, so that their group has no appearance. */}
      <Elements
        key={`${inElement}`}
        payframe={payframe}
        options={inElement ? { clientSecret, appearance } : {}}
        onLoadError={onLoadError}
      >
        <PaymentForm order={order} chosen={chosen} tab={tab} notice={notice} onPaid={onPaid} />
      </Elements>
    </>
  );
}
