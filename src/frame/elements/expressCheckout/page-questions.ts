import { isRecord, type JsonObject, type PageMessage, type Tell } from '../../../wire/index.js';

/** What a page answers to an event that asks for it. */
export interface PageAnswer {
  action: 'resolve' | 'reject';
  /** What the handler passed. */
  details: JsonObject;
}

export interface Questions {
  /**
   * Raises an event whose handler has to answer. Resolves with the first answer, or with nothing once the time is over.
   *
   * @param patience Longest time for the answer, in ms.
   */
  ask(name: string, details: JsonObject, patience: number): Promise<PageAnswer | undefined>;
  receive(message: Extract<PageMessage, { type: 'answer' }>): void;
}

/** Creates the questions of a frame to its page. */
export function createQuestions(tell: Tell): Questions {
  const waiting = new Map<number, (answer?: PageAnswer) => void>();
  let last = 0;

  function settle(id: number, answer?: PageAnswer) {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  }

  return {
    ask: (name, details, patience) =>
      new Promise((resolve) => {
        const id = ++last;
        const timer = setTimeout(() => settle(id), patience);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        tell({ type: 'question', id, name, details });
      }),
    receive({ id, options: { resolve, reject } }) {
      const details = isRecord(resolve) ? resolve : isRecord(reject) ? reject : {};
      settle(id, { action: isRecord(resolve) ? 'resolve' : 'reject', details: details as JsonObject });
    },
  };
}
