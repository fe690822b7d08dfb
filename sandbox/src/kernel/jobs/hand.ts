/** Someone who does work while there is any. */
export interface Hand {
  /** Looks for work, and goes on while there is more. */
  look(): void;
  /** Takes no more. Resolves when what was taken is done. */
  stop(): Promise<void>;
}

/** @param next Does one piece of work, and never rejects. Returns whether there was any. */
export function createHand(next: () => Promise<boolean>): Hand {
  let working: Promise<void> | undefined;
  let [again, stopped] = [false, false];

  async function work(): Promise<void> {
    while (again && !stopped) {
      again = false;
      while (!stopped && (await next()));
    }
    working = undefined;
  }

  return {
    look() {
      again = true;
      working ??= work();
    },
    async stop() {
      stopped = true;
      await working;
    },
  };
}
