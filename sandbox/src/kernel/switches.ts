import type { Work } from './scope.js';

/** A page of the dashboard on which an account switches parts of a resource on and off. */
export interface Switches {
  /** The last part of its address. */
  page: string;
  title: string;
  explanation: string;
  read(work: Work): Promise<Switch[]>;
  /** Switches on the parts of these names, and off all others. */
  save(work: Work, on: ReadonlySet<string>): Promise<void>;
}

/** One part that can be on or off. */
export interface Switch {
  /** Its name in the API. */
  name: string;
  label: string;
  hint: string;
  isOn: boolean;
}
