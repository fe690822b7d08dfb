/**
 * A wallet for a browser that has none: the surface of `PaymentRequest` that the W3C describes, in place of the browser's own.
 * A test plays the shopper in its sheet.
 */
import type { Frame } from 'playwright-core';

/** An address as browsers have it. */
export interface SheetAddress {
  recipient: string;
  addressLine: string[];
  city: string;
  region: string;
  postalCode: string;
  country: string;
  phone: string;
}

/** What the shopper agrees to. */
export interface Agreement {
  details: object;
  payerName?: string;
  payerEmail?: string;
  payerPhone?: string;
  shippingAddress?: SheetAddress;
}

/** What a sheet shows, and what became of it. */
export interface Sheet {
  methods: { supportedMethods: string; data: Record<string, unknown> }[];
  details: {
    total: { label: string; amount: { currency: string; value: string } };
    displayItems: { label: string; amount: { value: string } }[];
    shippingOptions?: { id: string; label: string; selected: boolean }[];
  };
  options: Record<string, boolean>;
  /** The results that the frame told the wallet, and the reasons for which it let the shopper try again. */
  completed: string[];
  retried: object[];
  closed: boolean;
}

declare global {
  interface Window {
    /** The sheet that is open, or was the last. */
    sheet: Sheet & {
      chooseAddress(address: SheetAddress): Promise<Sheet['details']>;
      chooseOption(id: string): Promise<Sheet['details']>;
      agree(agreement: Agreement): void;
      /** Asks for a merchant session at this address, as Safari does before it shows anything. */
      validate(validationURL: string): Promise<object>;
      close(): void;
    };
  }
}

/** Gives a document the wallets of these payment methods. Runs in every document of a page. */
export function installWallets(known: string[]): void {
  class Request extends EventTarget {
    shippingAddress: SheetAddress | null = null;
    shippingOption: string | null = null;
    onshippingaddresschange?: (event: object) => void;
    onshippingoptionchange?: (event: object) => void;
    onmerchantvalidation?: (event: object) => void;

    constructor(
      readonly methods: Sheet['methods'],
      private details: Sheet['details'],
      private options: Sheet['options'] = {},
    ) {
      super();
      if (!methods[0]) throw new TypeError('At least one payment method is required');
    }

    async canMakePayment() {
      return this.methods.some(({ supportedMethods }) => known.includes(supportedMethods));
    }

    show() {
      if (!navigator.userActivation.isActive)
        return Promise.reject(new DOMException('Must be handling a user gesture', 'SecurityError'));
      return new Promise<object>((resolve, reject) => {
        window.sheet = this.open({ resolve, reject });
      });
    }

    async abort() {
      if (window.sheet.completed.length) throw new DOMException('Not showing', 'InvalidStateError');
      window.sheet.close();
    }

    private open(shown: Waiting): Window['sheet'] {
      let waiting = shown;
      const { methods, details, options } = this;
      const update = async (handler?: (event: object) => void) => {
        let answer: Promise<object> = Promise.resolve({});
        handler?.call(this, { updateWith: (given: Promise<object>) => (answer = given) });
        Object.assign(sheet.details, await answer);
        return sheet.details;
      };
      const sheet: Window['sheet'] = {
        methods,
        details,
        options,
        completed: [],
        retried: [],
        closed: false,
        chooseAddress: (address) => {
          // Until the shopper agrees, a wallet tells no more than where it is about.
          this.shippingAddress = { ...address, recipient: '', addressLine: [], phone: '' };
          return update(this.onshippingaddresschange);
        },
        chooseOption: (id) => {
          this.shippingOption = id;
          return update(this.onshippingoptionchange);
        },
        agree: ({ payerName = null, payerEmail = null, payerPhone = null, ...agreed }) => {
          Object.assign(response, { payerName, payerEmail, payerPhone, ...agreed });
          waiting.resolve(response);
        },
        validate: (validationURL) =>
          new Promise((resolve) => this.onmerchantvalidation?.({ validationURL, complete: resolve })),
        close() {
          sheet.closed = true;
          waiting.reject(new DOMException('The shopper closed the wallet', 'AbortError'));
        },
      };
      const response = {
        shippingAddress: null,
        async complete(result: string) {
          sheet.completed.push(result);
        },
        retry(reason: object) {
          sheet.retried.push(reason);
          return new Promise<object>((resolve, reject) => {
            waiting = { resolve, reject };
          });
        },
      };
      return sheet;
    }
  }

  interface Waiting {
    resolve(response: object): void;
    reject(error: Error): void;
  }

  Object.defineProperty(window, 'PaymentRequest', { value: Request, configurable: true });
}

/** The sheet over a frame, as a shopper uses it. */
export const sheetOf = (frame: Frame) => ({
  /** What it shows now. */
  state: (): Promise<Sheet> =>
    frame.evaluate(() => JSON.parse(JSON.stringify(window.sheet)) as typeof window.sheet),
  isOpen: () => frame.evaluate(() => window.sheet?.closed === false),
  chooseAddress: (address: SheetAddress) =>
    frame.evaluate((given) => window.sheet.chooseAddress(given), address),
  chooseOption: (id: string) => frame.evaluate((given) => window.sheet.chooseOption(given), id),
  agree: (agreement: Agreement) => frame.evaluate((given) => window.sheet.agree(given), agreement),
  /** Resolves with the merchant session that the frame has for this address. */
  validate: (validationURL: string) => frame.evaluate((given) => window.sheet.validate(given), validationURL),
  close: () => frame.evaluate(() => window.sheet.close()),
});
