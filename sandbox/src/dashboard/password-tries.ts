/** How many wrong passwords in a row are answered at once. */
const AT_ONCE = 5;
/** How long the next try waits after that, in ms: twice as long after each, up to the longest. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;
/** Wrong ones are forgotten after so long without a try, in ms. */
const FORGOTTEN_AFTER_MS = 15 * 60 * 1000;
/** How many tries of one caller may wait. */
const MOST_WAITING = 8;
const MOST_CALLERS = 10_000;

/**
 * Has those who guess a password wait for their turn, each caller for its own: a wrong one makes the next wait, a right one
 * is never refused for the wrong ones before it, and no caller waits for another.
 */
export interface PasswordTries {
  /** Checks a password when it is the caller’s turn. `crowded` is one that was not checked: too many wait. */
  check(caller: string, isRight: () => boolean): Promise<'right' | 'wrong' | 'crowded'>;
}

interface Caller {
  /** How many wrong ones in a row, with those that are being checked. */
  wrong: number;
  /** When the next one may be checked. */
  next: number;
  waiting: ((isTurn: boolean) => void)[];
}

export function createPasswordTries(): PasswordTries {
  const callers = new Map<string, Caller>();

  function callerOf(name: string): Caller {
    const known = callers.get(name);
    if (known && Date.now() - known.next < FORGOTTEN_AFTER_MS) return known;
    const caller: Caller = { wrong: 0, next: 0, waiting: [] };
    const [oldest] = callers.keys();
    if (callers.size >= MOST_CALLERS && oldest !== undefined) callers.delete(oldest);
    callers.set(name, caller);
    return caller;
  }

  return {
    async check(name, isRight) {
      const caller = callerOf(name);
      if (!(await turn(caller))) return 'crowded';
      if (!isRight()) return 'wrong';
      caller.wrong = 0;
      caller.next = Date.now();
      return 'right';
    },
  };
}

function turn(caller: Caller): boolean | Promise<boolean> {
  if (caller.waiting.length === 0 && Date.now() >= caller.next) return begin(caller);
  return new Promise((resolve) => {
    caller.waiting.push(resolve);
    if (caller.waiting.length === 1) wakeInTime(caller);
    // The newest waits all the same: who came before it may only be there to keep it out.
    if (caller.waiting.length > MOST_WAITING) drawn(caller.waiting, MOST_WAITING)?.(false);
  });
}

/** Counts a try as wrong until it turns out to be right. */
function begin(caller: Caller): true {
  caller.wrong += 1;
  caller.next = Date.now() + waitAfter(caller.wrong);
  return true;
}

const waitAfter = (wrong: number) =>
  wrong < AT_ONCE ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (wrong - AT_ONCE), LONGEST_WAIT_MS);

function wakeInTime(caller: Caller): void {
  setTimeout(() => {
    // By lot: whoever asks the most often is not the first for that.
    drawn(caller.waiting, caller.waiting.length)?.(begin(caller));
    if (caller.waiting.length > 0) wakeInTime(caller);
  }, caller.next - Date.now());
}

/** Takes one of the first so many. */
const drawn = <Item>(items: Item[], of: number): Item | undefined =>
  items.splice(Math.floor(Math.random() * of), 1)[0];
