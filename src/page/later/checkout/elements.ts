import type {
  AddressElementOptions,
  CheckoutActions,
  CheckoutAddressElementOptions,
  CheckoutContact,
  CheckoutElements,
  PayframeElements,
} from '../../types/index.js';

/** Elements of a session that have to be complete, by the names that validation errors have for them. */
export type CheckoutPart = 'billingAddress' | 'payment' | 'shippingAddress';

/** Whether the Elements of a page are complete. */
export interface Completeness {
  note(part: CheckoutPart, isComplete: boolean): void;
  /** Returns the Elements of the page that are not complete. One that was destroyed is in the way of nothing. */
  missing(): CheckoutPart[];
}

const PARTS: Record<CheckoutPart, ['address' | 'payment', AddressElementOptions['mode']?]> = {
  payment: ['payment'],
  shippingAddress: ['address', 'shipping'],
  billingAddress: ['address', 'billing'],
};

/** @param group Returns the Elements; nothing before the session is loaded. */
export function watchCompleteness(group: () => PayframeElements | undefined): Completeness {
  const complete = new Set<CheckoutPart>();
  const isThere = (part: CheckoutPart) => {
    const [type, mode] = PARTS[part];
    return !!group()?.getElement(type as 'address', mode && { mode });
  };
  return {
    note(part, isComplete) {
      if (isComplete) complete.add(part);
      else complete.delete(part);
    },
    missing: () =>
      (Object.keys(PARTS) as CheckoutPart[]).filter((part) => isThere(part) && !complete.has(part)),
  };
}

/** What the Elements of a session tell of what is typed into them. */
export interface ElementListener {
  group: PayframeElements;
  actions: Pick<CheckoutActions, 'updateBillingAddress' | 'updateEmail' | 'updateShippingAddress'>;
  /** Called when an Element is there, and each time it is told to be complete or not. */
  onPart(part: CheckoutPart, isComplete: boolean): void;
}

/** Creates the functions that create a session's Elements and find them again. */
export function checkoutElements({
  group,
  actions,
  onPart,
}: ElementListener): Omit<CheckoutElements, 'changeAppearance' | 'loadFonts' | 'on'> {
  function createAddress(
    mode: AddressElementOptions['mode'],
    options: CheckoutAddressElementOptions | undefined,
    tell: (contact: CheckoutContact) => Promise<{ error?: { message: string } | undefined }>,
  ) {
    const part = `${mode}Address` as const;
    let told = '';
    const element = group.create('address', { ...options, mode });
    element.on('change', ({ complete, value: { name, address } }) => {
      onPart(part, complete);
      const contact = { name, address };
      if (!complete || JSON.stringify(contact) === told) return;
      told = JSON.stringify(contact);
      void tell(contact).then(({ error }) => error && console.warn(`Payframe: ${part}: ${error.message}`));
    });
    onPart(part, false);
    return element;
  }

  return {
    createPaymentElement(options) {
      const element = group.create('payment', options);
      element.on('change', ({ complete }) => onPart('payment', complete));
      onPart('payment', false);
      return element;
    },
    getPaymentElement: () => group.getElement('payment'),
    createContactDetailsElement() {
      const element = group.create('contactDetails');
      element.on('change', ({ complete, value }) => {
        if (complete) void actions.updateEmail(value.email);
      });
      return element;
    },
    getContactDetailsElement: () => group.getElement('contactDetails'),
    createShippingAddressElement: (options) =>
      createAddress('shipping', options, actions.updateShippingAddress),
    getShippingAddressElement: () => group.getElement('address', { mode: 'shipping' }),
    createBillingAddressElement: (options) => createAddress('billing', options, actions.updateBillingAddress),
    getBillingAddressElement: () => group.getElement('address', { mode: 'billing' }),
  };
}
