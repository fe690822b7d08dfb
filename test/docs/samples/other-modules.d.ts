/** Modules that the guides' samples import and that are not among the packages here. */

declare module '@playwright/test' {
  import type { Page } from 'playwright-core';

  export const test: {
    (title: string, body: (given: { page: Page }) => Promise<void>): void;
    extend(fixtures: object): typeof test;
  };
  export const expect: (value: unknown) => {
    toBeVisible(): Promise<void>;
    toMatchObject(expected: object): void;
  };
}

declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}
