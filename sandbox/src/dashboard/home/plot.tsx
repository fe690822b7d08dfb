/** @jsxImportSource hono/jsx */
import { Table } from '../layout.js';

interface PlotProps {
  /** What it shows: the name for those who can't see it. */
  name: string;
  days: readonly string[];
  /** The value of each day; `null` where there is none. */
  values: readonly (number | null)[];
  /** Says a value in words, such as `€12.50`. */
  say(value: number): string;
  /** Says a value beside the plot, where there is little room. By default as elsewhere. */
  sayShort?(value: number): string;
  /** The largest value that there can be; by default that of the days. */
  most?: number;
  kind?: 'bars' | 'line';
}

/** Draws a value of each day, with a table of the same. */
export const Plot = ({ name, days, values, say, sayShort = say, most, kind = 'bars' }: PlotProps) => {
  const ticks = ticksTo(most ?? Math.max(...values.map((value) => value ?? 0)));
  const highest = ticks.at(-1) ?? 1;
  const heights = values.map((value) => (value === null ? null : (100 * value) / highest));
  return (
    <figure class="plot">
      <figcaption>{name}</figcaption>
      <div class="drawn">
        <div class="ticks" aria-hidden="true">
          {ticks.map((tick) => (
            <span style={`bottom: ${(100 * tick) / highest}%`}>{sayShort(tick)}</span>
          ))}
        </div>
        <svg
          role="img"
          aria-label={`${name}, ${sayDay(days[0])} to ${sayDay(days.at(-1))}`}
          viewBox={`0 0 ${days.length} 100`}
          preserveAspectRatio="none"
        >
          {ticks.map((tick) => (
            <path class="grid" d={`M0 ${100 - (100 * tick) / highest}h${days.length}`} />
          ))}
          {kind === 'line' && <path class="line" d={lineThrough(heights)} />}
          {heights.map((height, index) =>
            height === null ? null : (
              <path
                class={kind === 'line' ? 'dot' : 'bar'}
                d={kind === 'line' ? dotAt(index, height) : barAt(index, height)}
              >
                <title>{`${sayDay(days[index])}: ${say(values[index] ?? 0)}`}</title>
              </path>
            ),
          )}
        </svg>
        <div class="days" aria-hidden="true">
          {[days[0], days[Math.floor(days.length / 2)], days.at(-1)].map((day) => (
            <span>{sayDay(day)}</span>
          ))}
        </div>
      </div>
      <details>
        <summary>{name} as a table</summary>
        <Table name={name} head={['Day', 'Value']}>
          {days.map((day, index) => (
            <tr>
              <td>
                <time datetime={day}>{sayDay(day)}</time>
              </td>
              <td>{sayValue(values[index], say)}</td>
            </tr>
          ))}
        </Table>
      </details>
    </figure>
  );
};

const sayValue = (value: number | null | undefined, say: PlotProps['say']) =>
  value === null || value === undefined ? '–' : say(value);

const DAY = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const sayDay = (day = '') => DAY.format(new Date(day));

const barAt = (index: number, height: number) => `M${index + 0.15} 100V${(100 - height).toFixed(2)}h0.7V100z`;

// A line without a length, with round ends, is round however the plot is stretched.
const dotAt = (index: number, height: number) => `M${index + 0.5} ${(100 - height).toFixed(2)}h0`;

/** Returns the line from day to day, which has a gap where a day has no value. */
function lineThrough(heights: readonly (number | null)[]): string {
  const parts = heights.map((height, index) => {
    if (height === null) return '';
    const isFirst = index === 0 || heights[index - 1] === null;
    return `${isFirst ? 'M' : 'L'}${index + 0.5} ${(100 - height).toFixed(2)}`;
  });
  return parts.join('');
}

/** Returns a few round numbers from zero to at least the largest value. */
function ticksTo(most: number): number[] {
  const least = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = Math.max(1, (STEPS.find((one) => one * power >= least) ?? 1) * power);
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, index) => index * step);
}

const STEPS = [1, 2, 5, 10];
