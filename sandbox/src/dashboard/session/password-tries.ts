/** Number of wrong passwords in a row that are answered at once. */
const AT_ONCE = 5;
/** Wait before the next try after that, in ms. It doubles after each wrong one, up to the longest. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;
/** Time without a try after which wrong passwords are forgotten, in ms. */
const FORGOTTEN_AFTER_MS = 15 * 60 * 1000;
/** Largest number of tries of one caller that wait. */
const MOST_WAITING = 8;
const MOST_CALLERS = 10_000;

/**
 * Slows down callers who guess a password. Each caller has its own queue: a wrong password makes its next try
 * wait, a right one is never refused because of earlier wrong ones, and no caller waits for another.
 */
export interface PasswordTries {
  /**
   * Checks a password when it is the caller’s turn. `crowded` means that it was not checked, because too many
   * tries wait.
   */
  check(caller: string, isRight: () => boolean | Promise<boolean>): Promise<'right' | 'wrong' | 'crowded'>;
}

interface Caller {
  /** Number of wrong tries in a row, including those that are being checked. */
  wrong: number;
  /** Time at which the next one may be checked. */
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
      if (!(await isRight())) return 'wrong';
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
    // The newest try waits even so, because the earlier ones may be there only to keep it out.
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
    // The next try is drawn by lot, so that a caller gains nothing by trying often.
    drawn(caller.waiting, caller.waiting.length)?.(begin(caller));
    if (caller.waiting.length > 0) wakeInTime(caller);
  }, caller.next - Date.now());
}

/** Takes a random one of the first `of` items. */
const drawn = <Item>(items: Item[], of: number): Item | undefined =>
  items.splice(Math.floor(Math.random() * of), 1)[0];
