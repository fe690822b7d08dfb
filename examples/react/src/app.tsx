import { loadPayframe } from 'payframe';
import { useState } from 'react';
import { Checkout } from './checkout';
import { Summary } from './summary';

const { publishableKey = '', host } = (document.getElementById('root') as HTMLElement).dataset;

const load = () => loadPayframe(publishableKey, { host });
// It runs once, outside of any component, so that rendering loads nothing.
const firstLoad = load();

export function App() {
  const [payframe, setPayframe] = useState(firstLoad);
  const [failed, setFailed] = useState(false);

  function retry() {
    setFailed(false);
    setPayframe(load());
  }

  return (
    <>
      <aside className="ribbon" aria-label="Test mode">
        <strong>Test mode</strong> No money moves. Pay with <span>4242 4242 4242 4242</span>.
      </aside>
      <header className="masthead">
        <span className="shop-name">Kiln &amp; Tide</span>
        <span className="quiet">Stoneware from the harbour</span>
      </header>
      <main>
        <h1 className="visually-hidden">Checkout</h1>
        <div className="columns">
          <Summary />
          <section className="checkout" aria-label="Payment">
            {failed && (
              <div className="notice" role="alert">
                <p>
                  The card fields could not be loaded. A content blocker or the connection may be in the way.
                </p>
                <button type="button" className="secondary" onClick={retry}>
                  Try again
                </button>
              </div>
            )}
            <Checkout payframe={payframe} onLoadError={() => setFailed(true)} />
          </section>
        </div>
      </main>
    </>
  );
}
