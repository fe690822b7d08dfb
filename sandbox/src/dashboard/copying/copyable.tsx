/** @jsxImportSource hono/jsx */

interface CopyableProps {
  /** What it is, after “Copy the”. */
  name: string;
  text: string;
}

/** Shows a text that people copy. A click selects all of it; where scripts run, there is a button beside it. */
export const Copyable = ({ name, text }: CopyableProps) => (
  <code class="copyable" data-copy={name}>
    {text}
  </code>
);
