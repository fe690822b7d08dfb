/** The only style sheet of the dashboard. Its colours follow the system, and it fetches nothing. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dce3, #3a404b); --soft: light-dark(#f5f6f8, #1f232a);
  --text: light-dark(#1a1f27, #e9ecf1); --quiet: light-dark(#596171, #a3abba); --link: light-dark(#4338ca, #a5b4fc);
  --bad: light-dark(#b00020, #ff8a94); --good: light-dark(#0b6b3a, #6ee7a8); }
* { box-sizing: border-box; }
body { margin: 0; font: 100%/1.5 system-ui, sans-serif; color: var(--text); background: light-dark(#fff, #15181d); }
a { color: var(--link); }
header { border-bottom: 1px solid var(--line); background: var(--soft); }
header > div, main, footer { max-width: 70rem; margin: 0 auto; padding: 0.75rem 1rem; }
footer { color: var(--quiet); font-size: 0.875rem; }
footer a { display: inline-block; min-height: 24px; }
header > div { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; align-items: baseline; } header search { max-width: 100%; }
header strong { font-size: 1.1rem; margin-inline-end: auto; }
a.reader { display: inline-block; min-height: 24px; max-width: 100%; overflow-wrap: anywhere; }
bdi { overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: 0.25rem 0; min-height: 24px; }
header nav { flex: 1 0 100%; }
header nav + nav { border-top: 1px solid var(--line); padding-top: 0.25rem; }
nav a[aria-current] { font-weight: 600; text-decoration-thickness: 3px; }
h1 { font-size: 1.5rem; margin: 1rem 0 0.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 1.75rem 0 0.5rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.5rem 0.75rem; text-align: start; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child > * { border-bottom: 0; }
thead th { background: var(--soft); font-size: 0.875rem; color: var(--quiet); }
.scroll td { max-width: 24rem; white-space: nowrap; overflow: clip; overflow-clip-margin: 5px; text-overflow: ellipsis; }
/* An id or a time is written from left to right, whatever the direction of the page is. */
code, pre, time { direction: ltr; unicode-bidi: isolate; }
time { white-space: nowrap; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; padding: 1rem; background: var(--soft); border: 1px solid var(--line); border-radius: 8px; }
form { margin: 0.5rem 0; }
form p, form fieldset { margin: 0 0 1rem; }
fieldset { min-width: 0; border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; }
fieldset.read-only { border: 0; padding: 0; } .read-only button { display: none; }
label, legend { font-weight: 600; }
td label { font-weight: 400; display: inline-flex; align-items: center; gap: 0.35rem; min-height: 24px; }
input[type="date"], input[type="file"], input[type="text"], input[type="password"], textarea, select { font: inherit; color: inherit; width: 100%; max-width: 32rem;
  padding: 0.5rem; border: 1px solid light-dark(#767d8a, #8a93a3); border-radius: 6px; background: transparent; display: block; }
select { width: auto; max-width: min(32rem, 100%); } option { color: #000; background: #fff; }
output.copied { border: 1px dashed var(--line); border-radius: 6px; display: block; max-width: 42rem; overflow-wrap: anywhere; padding: 0.5rem;
  user-select: all; }
button { font: inherit; font-weight: 600; padding: 0.45rem 1rem; min-height: 2.5rem; border-radius: 6px; cursor: pointer;
  border: 1px solid var(--link); color: light-dark(#fff, #15181d); background: var(--link); }
button.copy { font-weight: 400; min-height: 2rem; padding: 0.1rem 0.6rem; } .copyable { user-select: all; } .scroll td.key { max-width: none; }
.told { position: fixed; clip-path: inset(50%); height: 1px; overflow: hidden; width: 1px; }
button.quiet { color: var(--link); background: transparent; }
button.danger { color: var(--bad); border-color: var(--bad); background: transparent; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.switches { list-style: none; margin: 0.25rem 0 0; padding: 0; columns: 18rem; column-gap: 2rem; }
.switches li { break-inside: avoid; }
.switches label { display: flex; gap: 0.6rem; align-items: baseline; padding: 0.4rem 0; font-weight: 400; }
.switches input { flex: none; width: 1.1rem; height: 1.1rem; position: relative; top: 0.15rem; margin: 0; accent-color: var(--link); }
.switches .quiet { display: block; font-size: 0.875rem; }
details { border: 1px solid var(--line); border-radius: 8px; padding: 0 1rem; margin: 1rem 0; }
details[open] { padding-bottom: 1rem; }
summary { cursor: pointer; overflow-wrap: anywhere; padding: 0.6rem 0; }
summary h2 { display: inline; overflow-wrap: anywhere; margin: 0 0.5rem 0 0.25rem; }
.notice { border: 1px solid var(--good); border-inline-start-width: 6px; border-radius: 8px; padding: 0.75rem 1rem; margin: 1rem 0; }
.error { border-color: var(--bad); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); gap: 0.75rem 1.5rem; margin: 0.5rem 0; }
.facts dt { color: var(--quiet); font-size: 0.875rem; overflow-wrap: anywhere; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts ul { margin: 0; padding-inline-start: 1.1rem; }
.plain, .timeline { list-style: none; margin: 0.5rem 0; padding: 0; }
.plain li { padding: 0.35rem 0; }
.timeline { border-inline-start: 2px solid var(--line); margin-inline-start: 0.35rem; }
.timeline li { padding: 0.35rem 0 0.35rem 1rem; position: relative; }
.timeline li::before { content: ""; position: absolute; inset-inline-start: calc(-0.3rem - 1px); top: 0.9rem; width: 0.6rem; height: 0.6rem;
  border-radius: 50%; background: var(--quiet); }
.timeline time { color: var(--quiet); font-size: 0.875rem; margin-inline-end: 0.5rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: 0 2rem; }
.plot { margin: 1rem 0 0; min-width: 0; }
.plot figcaption { font-weight: 600; margin-bottom: 0.75rem; }
/* Time goes from left to right, whatever the direction of the page is. */
.drawn { direction: ltr; display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 0.5rem; color: var(--quiet); font-size: 0.8125rem; }
.drawn svg { display: block; width: 100%; height: 9rem; overflow: visible; }
.ticks { position: relative; min-width: 3.5rem; } .ticks span { position: absolute; inset-inline-end: 0; transform: translateY(50%); line-height: 1; }
.days { grid-column: 2; display: flex; justify-content: space-between; }
.drawn path { vector-effect: non-scaling-stroke; } .grid { stroke: var(--line); }
.bar { fill: var(--link); } .line { fill: none; stroke: var(--link); stroke-width: 2; }
.dot { stroke: var(--link); stroke-linecap: round; stroke-width: 7; }
.amount { display: block; }
.small { display: block; color: var(--quiet); font-size: 0.875rem; }
.qr { background: #fff; border-radius: 8px; width: 15rem; max-width: 100%; } .qr svg { display: block; }
.choice { display: block; font-weight: 400; padding: 0.35rem 0; }
.small a { display: inline-block; min-height: 24px; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
a.button { border: 1px solid var(--link); border-radius: 6px; display: inline-block; font-weight: 600; padding: 0.45rem 1rem; text-decoration: none; }
.finder, .finder details > div { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.5rem 1rem; align-items: end; }
.finder p { margin: 0; padding: 0; } .finder .text { grid-column: span 2; } .finder label { display: block; font-size: 0.875rem; }
.finder select { width: 100%; } .finder input, .finder select { height: 2.75rem; }
.finder details { grid-column: 1 / -1; margin: 0; }
@supports selector(::details-content) {
  @media (min-width: 40.01rem) {
    .finder details, .finder details::details-content, .finder details > div { display: contents; content-visibility: visible; }
    .finder summary { display: none; }
  }
}
.everything { display: flex; gap: 0.5rem; margin: 0; max-width: 100%; } .everything input { flex: 0 1 18rem; min-width: 0; }
.file { margin: 0 0 1rem; } .file p { margin: 0; }
.option { display: inline-flex; align-items: baseline; gap: 0.4rem; font-weight: 400; min-height: 24px; max-width: 100%; overflow-wrap: anywhere; }
.option + .option { margin-inline-start: 1rem; } .option code { min-width: 0; }
.option input { align-self: center; flex: none; height: 1.5rem; margin: 0; width: 1.5rem; }
.events:has(.all:checked) details, details:has(.each:checked) ul { display: none; }
.quiet { color: var(--quiet); }
.bad { color: var(--bad); }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: end; } .row > * { max-width: 100%; }
@media (max-width: 40rem) {
  header search { width: 100%; } .everything input { flex-grow: 1; }
  nav { max-width: 100%; } nav ul { flex-wrap: nowrap; overflow-x: auto; margin: 0 -5px; padding: 5px; } nav a { white-space: nowrap; }
  th, td { padding: 0.4rem 0.5rem; }
  fieldset { padding: 0.5rem; }
  .finder, .finder details > div { grid-template-columns: repeat(2, minmax(0, 1fr)); } .finder .text, .finder .choice, .finder .actions { grid-column: 1 / -1; }
  .cards thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; width: 1px; }
  .cards, .cards tbody { display: block; }
  .cards tr { border-bottom: 1px solid var(--line); display: block; padding: 0.5rem 0.75rem; } .cards tr:last-child { border-bottom: 0; }
  .cards td { border: 0; display: grid; gap: 0.75rem; grid-template-columns: 6rem 1fr; max-width: none; overflow-wrap: anywhere; padding: 0.15rem 0; white-space: normal; }
  .cards td.empty { display: none; } .cards time { white-space: normal; }
  .cards td::before { color: var(--quiet); content: attr(data-head); content: attr(data-head) / ""; font-size: 0.875rem; }
  .matrix th, .matrix td { padding: 0.25rem; }
  .matrix tbody th { overflow-wrap: anywhere; }
  .matrix td label { min-width: 24px; justify-content: center; }
  .matrix td span { display: none; }
}
`;
