/** What `docs/react.md` shows under "Trying again". */
import { loadPayframe } from 'payframe';
import { CardElement, Elements } from 'payframe/react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root') as HTMLElement;
const { key = '', host } = root.dataset;
window.seen = [];

const load = () => loadPayframe(key, { host });
const first = load();

function App() {
  const [payframe, setPayframe] = useState(first);
  const [failed, setFailed] = useState(false);
  const again = () => {
    setFailed(false);
    setPayframe(load());
  };
  return (
    <Elements
      payframe={payframe}
      onLoadError={(error) => {
        window.seen.push({ ...(error as object), type: 'failed' });
        setFailed(true);
      }}
    >
      <CardElement
        id="card"
        options={{ hidePostalCode: true }}
        onReady={() => window.seen.push({ type: 'ready' })}
        onChange={(event) => window.seen.push({ ...event, type: 'change' })}
      />
      {failed && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </Elements>
  );
}

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
