/** Transformed text that can map each of its characters back to a place in the original. */
export interface View {
  text: string;
  toOriginal(offset: number): number;
}

export const asIs = (text: string): View => ({ text, toOriginal: (offset) => offset });

/** Combines two views: `inner` is a view of the text of `outer`. */
export const through = (outer: View, inner: View): View => ({
  text: inner.text,
  toOriginal: (offset) => outer.toOriginal(inner.toOriginal(offset)),
});

/** Builds a view from pieces of a text, each with its place in the original. */
export class ViewBuilder {
  readonly #pieces: string[] = [];
  /** The beginning of each piece, here and in the original. */
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
