import type { Work } from './scope.js';

/** A page of the dashboard with one text that an account is known by. */
export interface Profile {
  /** The last part of its address. */
  page: string;
  title: string;
  /** Label of the text. */
  label: string;
  explanation: string;
  /** Largest number of characters. */
  longest: number;
  read(work: Work): Promise<string | null>;
  /** Stores the text, or removes it. */
  save(work: Work, text: string | null): Promise<void>;
}
