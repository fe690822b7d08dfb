import { CardCvcElement, CardExpiryElement, CardNumberElement } from 'payframe/react';
import { type ReactNode, useEffect, useState } from 'react';
import { useFieldStyle } from './look';

interface FieldState {
  complete: boolean;
  error?: { message: string };
}

const EMPTY: FieldState = { complete: false };

/** A card in three fields. Each field is in a frame of the payment host, and this page lays it out. */
export function CardFields({ disabled, onComplete }: { disabled: boolean; onComplete(all: boolean): void }) {
  const [fields, setFields] = useState({ number: EMPTY, expiry: EMPTY, cvc: EMPTY });
  const style = useFieldStyle();
  const options = { style, disabled };

  // The change is based on the newest state, because a browser that fills in a card changes all fields at
  // once.
  const change = (name: keyof typeof fields) => (event: FieldState) =>
    setFields((all) => ({ ...all, [name]: event }));

  const complete = Object.values(fields).every((field) => field.complete);
  useEffect(() => onComplete(complete), [complete, onComplete]);

  return (
    <div className="card-fields">
      <Field name="number" label="Card number" state={fields.number}>
        <CardNumberElement
          id="number"
          className="box"
          options={{ ...options, showIcon: true }}
          onChange={change('number')}
        />
      </Field>
      <Field name="expiry" label="Expires" state={fields.expiry}>
        <CardExpiryElement id="expiry" className="box" options={options} onChange={change('expiry')} />
      </Field>
      <Field name="cvc" label="Security code" state={fields.cvc}>
        <CardCvcElement id="cvc" className="box" options={options} onChange={change('cvc')} />
      </Field>
    </div>
  );
}

function Field({
  name,
  label,
  state,
  children,
}: {
  name: string;
  label: string;
  state: FieldState;
  children: ReactNode;
}) {
  return (
    <div className={`field ${name}`}>
      <label htmlFor={name}>{label}</label>
      {children}
      <p className="error" role="alert">
        {state.error?.message}
      </p>
    </div>
  );
}
