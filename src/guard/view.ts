/** A text in other words, and the way back: where a character of it was in the original. */
export interface View {
  text: string;
  toOriginal(offset: number): number;
}

export const asIs = (text: string): View => ({ text, toOriginal: (offset) => offset });

/** A view of a view. */
export const through = (outer: View, inner: View): View => ({
  text: inner.text,
  toOriginal: (offset) => outer.toOriginal(inner.toOriginal(offset)),
});

/** Collects pieces of a text, each with its place in the original. */
export class ViewBuilder {
  readonly #pieces: string[] = [];
  /** Where each piece begins, here and in the original. */
  readonly #starts: number[] = [];
  readonly #origins: number[] = [];
  #length = 0;

  add(piece: string, origin: number): void {
    this.#pieces.push(piece);
    this.#starts.push(this.#length);
    this.#origins.push(origin);
    this.#length += piece.length;
  }

  build(): View {
    return { text: this.#pieces.join(''), toOriginal: (offset) => this.#toOriginal(offset) };
  }

  #toOriginal(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return (this.#origins[low] ?? 0) + offset - (this.#starts[low] ?? 0);
  }
}
