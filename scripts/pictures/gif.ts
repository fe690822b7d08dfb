import gifenc from 'gifenc';

/** A picture in RGBA, and how long it stays, in ms. */
export interface Frame {
  data: Uint8Array;
  width: number;
  height: number;
  duration: number;
}

const { GIFEncoder, quantize, applyPalette } = gifenc;

/** Colours of a GIF, without the one that leaves a pixel as it was. */
const COLOURS = 255;

/** Plays the frames once: nothing moves for longer than it takes to see it. */
const ONCE = -1;

/** Frames as a GIF, in which each has only the pixels that are other than before. */
export function animate(frames: Frame[]): Uint8Array {
  const palette = quantize(sampleOf(frames), COLOURS);
  const kept = palette.length;
  const gif = GIFEncoder();
  let before: Uint8Array | undefined;
  for (const { data, width, height, duration } of merged(frames)) {
    const pixels = applyPalette(data, palette);
    gif.writeFrame(before ? changed(before, pixels, kept) : pixels, width, height, {
      // The last colour is never seen.
      palette: [...palette, [0, 0, 0]],
      first: !before,
      transparent: before !== undefined,
      transparentIndex: kept,
      delay: duration,
      dispose: 1,
      repeat: ONCE,
    });
    before = pixels;
  }
  gif.finish();
  return gif.bytes();
}

/** Every tenth frame: between them they have all colours. */
function sampleOf(frames: Frame[]): Uint8Array {
  return Buffer.concat(frames.filter((_, index) => index % 10 === 0).map(({ data }) => data));
}

/** Frames without those that show what the one before shows: that one stays for longer. */
function merged(frames: Frame[]): Frame[] {
  const kept: Frame[] = [];
  for (const frame of frames) {
    const last = kept.at(-1);
    if (last && Buffer.compare(last.data, frame.data) === 0) last.duration += frame.duration;
    else kept.push({ ...frame });
  }
  return kept;
}

/** Pixels of which those that stay as they were have the colour `same`. */
function changed(before: Uint8Array, pixels: Uint8Array, same: number): Uint8Array {
  return pixels.map((colour, index) => (colour === before[index] ? same : colour));
}
