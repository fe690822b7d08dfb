/** @jsxImportSource vue */
/** What the types of the Vue binding let an app write in TSX; nothing here runs. */
import { CardElement, Elements, IbanElement } from '../../src/vue/index.js';

export const fields = [
  <CardElement
    key="card"
    id="card"
    class={['box', { wide: true }]}
    style={{ minHeight: '20px' }}
    title="Card"
    role="group"
    data-testid="card"
    aria-describedby="hint"
    options={{ hideIcon: true }}
    onChange={({ brand }) => void (brand satisfies string)}
    onClick={({ detail }) => void (detail satisfies number)}
  />,
  <IbanElement key="iban" data-testid="iban" onChange={({ bankName }) => void bankName} />,
  <Elements key="group" payframe={null} options={{ locale: 'de' }} />,
  // @ts-expect-error No attribute of a node.
  <CardElement key="attribute" titel="Card" />,
  // @ts-expect-error No event of an Element.
  <CardElement key="event" onChnge={() => {}} />,
];
