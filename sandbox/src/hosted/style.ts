import { createHash } from 'node:crypto';

/** The only style sheet of the hosted pages. Its colours follow the system, and it fetches nothing. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d9d9df, #44444f); --quiet: light-dark(#5b5b66, #b9b9c4);
  --edge: light-dark(#767680, #8d8d99); --link: light-dark(#0b57d0, #a8c7fa); --bad: light-dark(#b3261e, #ffb4ab); }
* { box-sizing: border-box; }
body { background: light-dark(#fff, #1f1f26); color: light-dark(#1a1a1a, #f4f4f6); font: 100%/1.5 system-ui, sans-serif;
  margin: 0 auto; max-width: 36rem; padding: 1.25rem; }
a { color: var(--link); }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 1rem 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; margin: 1.75rem 0 .5rem; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
.brand { color: var(--quiet); font-weight: 600; margin: 0; }
.test { background: light-dark(#fff4d6, #4a3b10); border-radius: .5rem; margin: 1rem 0; padding: .75rem 1rem; }
.test h2 { margin-block-start: 0; }
.test code { white-space: nowrap; }
.alert { border: 1px solid var(--bad); border-inline-start-width: .4rem; border-radius: .5rem; margin: 1rem 0; padding: .5rem .75rem; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 1.25rem 0; min-width: 0; padding: .25rem 1rem 1rem; }
fieldset fieldset { border: 0; margin: .75rem 0 0; padding: 0; }
legend { font-weight: 600; padding-inline: .25rem; }
fieldset fieldset legend { padding: 0; }
fieldset fieldset .field { margin-block-start: 0; }
.field { margin-block-start: .75rem; }
.field > label { display: block; font-weight: 600; }
.hint { color: var(--quiet); display: block; font-size: .875rem; }
.problem { color: var(--bad); display: block; font-weight: 600; overflow-wrap: anywhere; }
.row { display: flex; flex-wrap: wrap; gap: 0 .75rem; }
.row > * { flex: 1 1 5rem; }
.choice { align-items: baseline; display: flex; gap: .6rem; padding: .4rem 0; }
.choice input { accent-color: var(--link); flex: none; height: 1.25rem; margin: 0; position: relative; top: .2rem; width: 1.25rem; }
input:not([type]), select, textarea { background: transparent; border: 1px solid var(--edge); border-radius: .5rem; color: inherit;
  font: inherit; min-height: 2.75rem; padding: .5rem .75rem; width: 100%; }
option { background: #fff; color: #000; }
input[aria-invalid], select[aria-invalid], textarea[aria-invalid] { border-color: var(--bad); border-width: 2px; }
button { background: transparent; border: 1px solid var(--link); border-radius: .5rem; color: var(--link); cursor: pointer;
  font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1rem; }
button.main { background: var(--link); color: light-dark(#fff, #10213f); }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin-block: 1rem; }
.buttons > * { flex: 1 1 12rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
dl { border-block: 1px solid var(--line); display: grid; gap: .4rem 1rem; grid-template-columns: auto 1fr; margin: 1rem 0; padding-block: .8rem; }
dt { color: var(--quiet); }
dd { font-weight: 600; margin: 0; overflow-wrap: anywhere; text-align: end; }
.scroll { border: 1px solid var(--line); border-radius: .5rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .5rem .75rem; text-align: start; white-space: nowrap; }
tr:last-child > * { border-bottom: 0; }
code { direction: ltr; overflow-wrap: anywhere; unicode-bidi: isolate; }
`;

/** Hash of the style sheet, as a policy names it. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
