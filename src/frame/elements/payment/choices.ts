import type { Layout } from './layout.js';

/** A method, as its row shows it. */
export interface Row {
  type: string;
  name: string;
}

/** The controls by which a person chooses a method. */
export interface Choices {
  node: HTMLElement;
  /** Shows more methods after those that are shown. */
  add?(rows: Row[], visible: number): void;
  /** Shows which method is chosen. */
  open(type: string | undefined): void;
  /** Returns what takes the focus while no field is open. */
  first(): HTMLElement | undefined;
}

/** What an accordion, or tabs, are made of. */
export interface ChoicesOptions {
  rows: Row[];
  layout: Layout;
  /** Returns the panel of a method. */
  panel(type: string): HTMLElement;
  /** Called when a person chooses a method, with whether it was by a pointer rather than by keys. */
  onChoose(type: string, byPointer: boolean): void;
  /** Called when a person wants to see the methods that are not shown at first. */
  onMore(): void;
}
