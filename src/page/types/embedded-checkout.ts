/** What a handler answers that is asked whether the customer may change something. */
export type EmbeddedCheckoutAnswer = { type: 'accept' } | { type: 'reject'; errorMessage?: string };

export interface EmbeddedCheckoutLineItem {
  id?: string;
  quantity?: number;
  /** Id of the price. */
  price?: string;
  display?: { name?: string; description?: string; images?: string[] };
  pricingSpec?: { unitAmount?: number; unitAmountDecimal?: string; currency?: string };
}

export interface EmbeddedCheckoutLineItemsChange {
  checkoutSessionId: string;
  /** The lines as the customer wants them. */
  lineItems: EmbeddedCheckoutLineItem[];
}

export interface EmbeddedCheckoutAddress {
  country: string;
  line1?: string | null;
  line2?: string | null;
  city?: string | null;
  postal_code?: string | null;
  state?: string | null;
}

export interface EmbeddedCheckoutShippingDetailsChange {
  checkoutSessionId: string;
  shippingDetails: { name: string; address: EmbeddedCheckoutAddress };
}

/** `clientSecret`, or `fetchClientSecret`, is of a Checkout Session with `ui_mode: 'embedded_page'`. */
export interface EmbeddedCheckoutOptions {
  clientSecret?: string;
  /** Fetches it from your server. Called once. */
  fetchClientSecret?: () => Promise<string>;
  /** Called once the session is complete, unless the customer is led to its `return_url`. */
  onComplete?: () => void;
  /** Asked before a quantity, or what is bought besides, changes. Your server may update the session meanwhile. */
  onLineItemsChange?: (event: EmbeddedCheckoutLineItemsChange) => Promise<EmbeddedCheckoutAnswer>;
  /** Called when the customer has typed a whole delivery address. Your server may update the session meanwhile. */
  onShippingDetailsChange?: (event: EmbeddedCheckoutShippingDetailsChange) => Promise<EmbeddedCheckoutAnswer>;
}

/** The page of a Checkout Session, in the shop's page. There is one at a time. */
export interface PayframeEmbeddedCheckout {
  /** Shows it in a node of the page, or in the one that a selector finds. It is as high as what it shows. */
  mount(location: string | HTMLElement): void;
  /** Takes it out of the page. It can be mounted again. */
  unmount(): void;
  /** Takes it out of the page for good. Then another one can be created. */
  destroy(): void;
}
