/** A page in an engine that is not Chromium's, driven by what every engine has: a mouse, a keyboard, and a look inside. */

/** What an engine's own protocol has to give. */
export interface Driver {
  open(url: string): Promise<void>;
  /** What an expression comes to in the page, or in the frame that CSS selectors lead to, one for each level. */
  evaluate(expression: string, frames: string[]): Promise<unknown>;
  /** Presses the main button at a point of the window, in px. */
  press(x: number, y: number): Promise<void>;
  /** Types key by key. */
  type(text: string): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  name: string;
  launch(): Promise<Driver>;
}

/** The element that a person calls so: a field by its label, a button by its text. */
const named = (name: string) =>
  `[...document.querySelectorAll('input, button')].find((element) =>
    ((element.labels?.[0] ?? element).textContent.trim().startsWith(${JSON.stringify(name)})))`;

const MIDDLE = (element: string) => `(() => {
  const { left, top, width, height } = ${element}.getBoundingClientRect();
  return width && height ? { x: left + width / 2, y: top + height / 2 } : null;
})()`;

const CORNER = (frame: string) => `(() => {
  const { left, top } = document.querySelector(${JSON.stringify(frame)}).getBoundingClientRect();
  return { x: left, y: top };
})()`;

/** Presses what has a name, wherever it is in the window. */
export async function press(driver: Driver, name: string, ...frames: string[]): Promise<void> {
  const middle = () => driver.evaluate(MIDDLE(named(name)), frames) as Promise<Point | null>;
  const point = await eventually(middle).catch((cause) => {
    throw new Error(`Waited for ${name} to be there.`, { cause });
  });
  for (const [depth, frame] of frames.entries()) {
    const corner = (await driver.evaluate(CORNER(frame), frames.slice(0, depth))) as Point;
    point.x += corner.x;
    point.y += corner.y;
  }
  await drawn(driver, ...frames);
  await driver.press(Math.round(point.x), Math.round(point.y));
}

/**
 * Presses a field, and types into it. WebKit loses a press on a frame that is not on the screen yet, although the frame takes
 * itself for focused: like a person, this looks where the caret is, and presses again.
 */
export async function typeInto(
  driver: Driver,
  name: string,
  text: string,
  ...frames: string[]
): Promise<void> {
  await eventually(async () => {
    await press(driver, name, ...frames);
    for (let look = 0; look < 10; look++) {
      if (await hasCaret(driver, name, frames)) return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  });
  await driver.type(text);
}

/** Tells whether keys go to a field: each document around its own has given the keyboard to the frame. */
async function hasCaret(driver: Driver, name: string, frames: string[]): Promise<boolean> {
  for (const [depth, frame] of frames.entries()) {
    const isHere = `document.activeElement === document.querySelector(${JSON.stringify(frame)})`;
    if (!(await driver.evaluate(isHere, frames.slice(0, depth)))) return false;
  }
  return (await driver.evaluate(
    `document.hasFocus() && document.activeElement === ${named(name)}`,
    frames,
  )) as boolean;
}

/** Waits until a document has the keyboard. A frame in another process gets it a moment after the press. */
export async function hasKeyboard(driver: Driver, ...frames: string[]): Promise<void> {
  await eventually(() => driver.evaluate('document.hasFocus()', frames));
}

/**
 * Waits until a frame and the page around it have been drawn. A frame is ready before that, and a press would go to the
 * page.
 */
export async function drawn(driver: Driver, ...frames: string[]): Promise<void> {
  for (const place of [frames, []]) {
    await driver.evaluate(
      `window.drawings = 0, requestAnimationFrame(function draw() { if (++window.drawings < 3) requestAnimationFrame(draw); })`,
      place,
    );
    await eventually(() => driver.evaluate('window.drawings > 2', place));
  }
}

/** The value of a field that has a name. */
export const textOf = (driver: Driver, name: string, ...frames: string[]) =>
  driver.evaluate(`${named(name)}?.value`, frames);

interface Point {
  x: number;
  y: number;
}

/** What a look gives, once it gives something and does not throw: a frame, or a server, may not be there yet. */
export async function eventually<Found>(look: () => Promise<Found>): Promise<NonNullable<Found>> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const [found, error] = await look().then(
      (value) => [value, new Error('There is nothing.')] as const,
      (reason: unknown) => [undefined, reason] as const,
    );
    if (found) return found;
    if (Date.now() > deadline) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
