/** What the guides' samples take for granted, because the text around them or an earlier sample says where it comes from. */
import type { ServerResponse } from 'node:http';
import type {
  Payframe as Instance,
  PayframeCardCvcElement,
  PayframeCardElement,
  PayframeConstructor,
  PayframeElements,
} from 'payframe';
import type {} from 'payframe/element';
import type { CyLike, payframeCommands } from 'payframe/testing';
import type { Page } from 'playwright-core';
import type { Browser } from 'puppeteer-core';
import type StripeClient from 'stripe';

declare global {
  // The page: the SDK, and nodes by their ids.
  const Payframe: PayframeConstructor;
  const payframe: Instance;
  const elements: PayframeElements;
  const card: PayframeCardElement;
  const cvcElement: PayframeCardCvcElement;
  const clientSecret: string;
  const customerSessionClientSecret: string;
  const return_url: string;
  const button: HTMLButtonElement;
  const email: HTMLInputElement;
  const form: HTMLFormElement;
  const message: HTMLElement;
  const total: HTMLElement;

  interface ParentNode {
    // A guide's page has what its script looks for.
    querySelector<Name extends keyof HTMLElementTagNameMap>(selectors: Name): HTMLElementTagNameMap[Name];
    querySelector(selectors: string): HTMLElement;
  }
  interface Document {
    getElementById(id: string): HTMLElement;
  }

  // The shop's own functions.
  function payAtPayPal(): Promise<void>;
  function payByGiftCard(): Promise<void>;
  function report(seen: { cardField: string }): void;
  function say(text: string): void;
  function show(text: string): void;

  // The server.
  const stripe: StripeClient;
  const secretKey: string;
  const shop: string;
  const secret: string;
  const signature: string;
  const request: { body: Buffer };
  const response: ServerResponse & { redirect(status: number, url: string): void };
  function fulfil(intent: StripeClient.PaymentIntent): void;
  function showState(account: string | undefined, canBeCharged: boolean): Promise<void>;
  namespace NodeJS {
    interface ProcessEnv {
      NEXT_PUBLIC_PAYFRAME_KEY: string;
      PUBLISHABLE_KEY: string;
      SECRET_KEY: string;
      WEBHOOK_SECRET: string;
    }
  }

  // What it has created.
  const BOWL: { currency: string; unit_amount: number; product_data: { name: string } };
  const charge: StripeClient.Charge;
  const clock: StripeClient.TestHelpers.TestClock;
  const customer: StripeClient.Customer;
  const product: StripeClient.Product;
  const basic: StripeClient.Price;
  const extra: StripeClient.Price;
  const gold: StripeClient.Price;
  const monthly: StripeClient.Price;
  const price: StripeClient.Price;
  const yearly: StripeClient.Price;

  // Express.
  const app: {
    post(
      path: string,
      parse: unknown,
      handle: (request: ExpressRequest, response: ExpressResponse) => void,
    ): void;
  };
  const express: { raw(options: { type: string }): unknown };
  interface ExpressRequest {
    body: Buffer;
    headers: Record<string, string>;
  }
  interface ExpressResponse {
    sendStatus(status: number): void;
  }

  // Nuxt.
  function defineNuxtConfig(config: object): object;
  function useRuntimeConfig(): { public: Record<string, string> };

  // A shop's tests: Playwright, Puppeteer and Cypress.
  const page: Page;
  const browser: Browser;
  const cy: CyLike &
    ReturnType<typeof payframeCommands> & {
      contains(selector: string, text: string): { click(): void };
      intercept(pattern: string, answer: object): void;
      visit(url: string): void;
    };
  const Cypress: { Commands: { add(name: string, command: unknown): void } };
  const session: { url: string };
}

declare module 'vitest' {
  interface ProvidedContext {
    sandbox: { url: string; secretKey: string };
  }
}
