/** A checkout's form that a test drives by its fields and buttons, as a person does. */
import type { CheckoutState } from 'payframe/react';
import { type FormEvent, type ReactNode, useState } from 'react';

export function CheckoutForm({
  state,
  redirect,
}: {
  state: CheckoutState;
  redirect?: string | undefined;
}): ReactNode {
  const [problem, setProblem] = useState('');
  if (state.type === 'loading') return <p>Loading</p>;
  if (state.type === 'error') return <p role="alert">{state.error.message}</p>;
  const { checkout } = state;

  const show = async (
    result: Promise<{ type: string; error?: { code: string | null; message: string } }>,
  ) => {
    const { error } = await result;
    setProblem(error ? `${error.code}: ${error.message}` : '');
  };
  async function pay(event: FormEvent) {
    event.preventDefault();
    await show(checkout.confirm(redirect ? {} : { redirect: 'if_required' }));
  }
  const [line] = checkout.lineItems;
  return (
    <form onSubmit={pay}>
      <label>
        Email
        <input
          defaultValue={checkout.email ?? ''}
          onBlur={({ target }) => show(checkout.updateEmail(target.value))}
        />
      </label>
      <label>
        Code
        <input onBlur={({ target }) => target.value && show(checkout.applyPromotionCode(target.value))} />
      </label>
      <button
        type="button"
        onClick={() =>
          line && show(checkout.updateLineItemQuantity({ lineItem: line.id, quantity: line.quantity + 1 }))
        }
      >
        One more
      </button>
      <button type="submit" disabled={!checkout.canConfirm}>
        Pay {checkout.total.total.amount}
      </button>
      <output>
        {checkout.status.type} {checkout.status.type === 'complete' && checkout.status.paymentStatus}
      </output>
      <p role="alert">{problem}</p>
    </form>
  );
}
