import bowl from './bowl.svg';

export const TOTAL = '€52.00';

export const Summary = () => (
  <section aria-labelledby="summary-title">
    <h2 id="summary-title">Your order</h2>
    <div className="product">
      <img src={bowl} alt="A wide bowl with a sea-green glaze" width="80" height="80" />
      <div>
        <p className="product-name">Supper bowl</p>
        <p className="quiet">Sea-green glaze, 22 cm</p>
        <p className="quiet">Quantity 1</p>
      </div>
      <p className="price">€48.00</p>
    </div>
    <dl className="totals">
      <div>
        <dt>Subtotal</dt>
        <dd>€48.00</dd>
      </div>
      <div>
        <dt>Shipping</dt>
        <dd>€4.00</dd>
      </div>
      <div className="total">
        <dt>Total</dt>
        <dd>{TOTAL}</dd>
      </div>
    </dl>
  </section>
);
