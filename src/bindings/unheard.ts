/**
 * Answers an event of a wallet that a page does not listen to. Where the wallet asks what has changed, it goes on; where it waits
 * for the page to pay, it closes.
 */
export function answerUnheard(details: unknown): void {
  const { resolve, unheard } = details as Partial<Record<'resolve' | 'unheard', () => void>>;
  (resolve ?? unheard)?.();
}
