import type { EventType } from './scope.js';

/** One request of a fixture, as the files of the command line `fixtures` write it. */
export interface FixtureRequest {
  /** The name by which later requests refer to its answer: `${customer:id}`. */
  name: string;
  path: string;
  method: 'delete' | 'get' | 'post';
  /** A `file` among them is uploaded: its `name`, and its `data` in base64. */
  params?: object | undefined;
  /**
   * The `type` of the error with which the request has to be refused, such as `card_error`. Without one it has
   * to succeed.
   */
  expected_error_type?: string | undefined;
  /** The version of the API that it is sent in; by default the newest. */
  version?: string | undefined;
}

/** The requests that make an event happen, by its type. */
export type Triggers = Readonly<Partial<Record<EventType, readonly FixtureRequest[]>>>;
