/** @jsxImportSource hono/jsx */

/** A drawing in place of a photo of a document. */
export const DocumentSample = ({ label }: SampleProps) => (
  <svg class="sample" viewBox="0 0 320 200" role="img" aria-label={label}>
    <rect x="20" y="24" width="280" height="156" rx="12" fill="none" stroke="currentColor" stroke-width="2" />
    <Head x={80} y={88} />
    {[64, 88, 112, 136].map((y, at) => (
      <rect
        x="144"
        y={y}
        width={[128, 96, 112, 72][at]}
        height="8"
        rx="4"
        fill="currentColor"
        opacity="0.5"
      />
    ))}
    <text x="160" y="164" text-anchor="middle" font-size="14" fill="currentColor">
      SAMPLE
    </text>
  </svg>
);

/** A drawing in place of a selfie. */
export const SelfieSample = ({ label }: SampleProps) => (
  <svg class="sample round" viewBox="0 0 160 160" role="img" aria-label={label}>
    <Head x={80} y={72} />
    <text x="80" y="148" text-anchor="middle" font-size="12" fill="currentColor">
      SAMPLE
    </text>
  </svg>
);

interface SampleProps {
  /** What a screen reader says. */
  label: string;
}

const Head = ({ x, y }: { x: number; y: number }) => (
  <g fill="currentColor" opacity="0.5">
    <circle cx={x} cy={y - 16} r="18" />
    <path d={`M${x - 34} ${y + 48}a34 38 0 0 1 68 0z`} />
  </g>
);
