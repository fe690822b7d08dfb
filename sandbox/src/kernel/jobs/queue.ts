import type { Database } from '../db/database.js';
import type { Scope } from '../scope.js';

/** The delivery of the events of one object that an endpoint has not received, in their order. */
export interface Delivery extends Scope {
  endpointId: string;
  objectId: string;
  /** The account whose object and events they are: the endpoint's own, or one that is connected to it. */
  eventAccountId: string;
}

/** The background work of all processes, as a transaction adds to it. */
export interface JobQueue {
  /** Adds deliveries in a transaction: they exist only when it is committed. */
  deliver(db: Database, deliveries: readonly Delivery[]): Promise<void>;
  /** Makes this process look for due work now instead of at its next round. */
  wake(): void;
}
