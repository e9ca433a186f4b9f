// How the page looks. Colours are named by what they say, and there are two sets of them.

export const style = `
:root {
  color-scheme: light dark;
  --ground: #f4f3ef; --panel: #fffefb; --sunk: #efede7; --line: #dedad0; --ink: #1d1c19; --soft: #625e54; --faint: #b3ada0;
  --accent: #1d4f8f; --on-accent: #ffffff; --good: #1c7048; --busy: #8a5a00; --bad: #b3261e; --over: #6d685d; --open: #1d4f8f;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", "Roboto Mono", "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131417; --panel: #1b1d21; --sunk: #24272c; --line: #32363d; --ink: #e9e7e2; --soft: #a5a49e; --faint: #5c6068;
    --accent: #8db8f2; --on-accent: #10151c; --good: #6cc797; --busy: #e0ae55; --bad: #f2877e; --over: #96938b; --open: #8db8f2;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 0.9375rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1, h2, h3, p, dl, dd, ul, ol { margin: 0; padding: 0; }
ul, ol { list-style: none; }
code, pre, .address, .time { font-family: var(--mono); font-size: 0.8125rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.defs { position: absolute; width: 0; height: 0; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 3; background: var(--panel); padding: 0.5rem 0.75rem; }

button, input, select { font: inherit; font-size: 0.875rem; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 0.3rem 0.65rem; min-height: 2.125rem; }
button { cursor: pointer; font-weight: 500; }
button:hover { border-color: var(--soft); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.primary:hover { filter: brightness(1.1); }
button.copy { border: 0; background: none; color: var(--soft); min-height: 1.5rem; min-width: 1.5rem; padding: 0 0.3rem; }
html:not(.live) button.copy { visibility: hidden; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }

.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem 1.5rem; padding: 0.7rem clamp(1rem, 2.5vw, 2rem); background: var(--panel); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 2; }
h1 { font-size: 1.0625rem; font-weight: 650; letter-spacing: -0.01em; }
h1 span { font-weight: 400; color: var(--soft); }
nav { display: flex; gap: 0.25rem 1rem; flex-wrap: wrap; font-size: 0.875rem; }
nav a { color: var(--soft); text-decoration: none; padding: 0.25rem 0; }
nav a:hover { color: var(--ink); text-decoration: underline; }
.controls { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; margin-left: auto; }
.controls form { display: flex; align-items: center; gap: 0.4rem; }
.clock { display: flex; align-items: center; gap: 0.75rem; }
.now { line-height: 1.15; }
.now .time { font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.now .time { display: block; }
.now .date, .zone { font-size: 0.8125rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.label { font-size: 0.8125rem; color: var(--soft); }
.group { display: flex; }
.group button { border-radius: 0; margin-left: -1px; }
.group button:first-child { border-radius: 6px 0 0 6px; margin: 0; }
.group button:last-child { border-radius: 0 6px 6px 0; }

#notice { margin: 1rem clamp(1rem, 2.5vw, 2rem) 0; padding: 0.6rem 0.9rem; border: 1px solid var(--bad); border-radius: 8px; color: var(--bad); background: var(--panel); }
.layout { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 25rem); gap: 2.5rem; padding: 1.5rem clamp(1rem, 2.5vw, 2rem) 4rem; max-width: 100rem; margin: 0 auto; }
main { outline: none; min-width: 0; }
main > section + section { margin-top: 3rem; }
h2 { font-size: 1.1875rem; font-weight: 650; letter-spacing: -0.012em; margin-bottom: 0.8rem; }
h2 .base { font-weight: 400; color: var(--soft); margin-left: 0.3rem; }
h3 { font-size: 0.9375rem; font-weight: 600; }
.count { font-weight: 400; color: var(--soft); font-variant-numeric: tabular-nums; margin-left: 0.25rem; }
.empty, .more { color: var(--soft); font-size: 0.875rem; }
.shelf { margin-top: 1.5rem; }
.shelf > h3 { margin-bottom: 0.6rem; }
.shelf > .more { margin-top: 0.6rem; }
.pending { color: var(--bad); font-size: 0.875rem; margin-bottom: 0.75rem; }
.shelf > .empty { border: 1px dashed var(--line); border-radius: 10px; padding: 0.9rem 1rem; }

.parties { display: grid; grid-template-columns: minmax(0, 1fr) 1.75rem minmax(0, 1fr); gap: 0.75rem; align-items: center; }
.party { align-self: stretch; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 0.9rem 1rem; min-width: 0; }
.party h3 { font-size: 1.0625rem; }
.role { font-size: 0.875rem; color: var(--soft); }
.role strong { color: var(--ink); font-weight: 500; }
.party .id, .hooks { font-size: 0.8125rem; color: var(--soft); margin-top: 0.3rem; overflow-wrap: anywhere; }
.flow { width: 100%; fill: none; stroke: var(--soft); stroke-width: 1.4; overflow: visible; }
#tip path { fill: context-stroke; stroke: none; }
summary { cursor: pointer; font-size: 0.8125rem; color: var(--soft); margin-top: 0.5rem; }
.credentials { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.2rem 0.75rem; font-size: 0.8125rem; margin-top: 0.4rem; }
.credentials dt { color: var(--soft); }
.credentials dd { overflow-wrap: anywhere; user-select: all; }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17.5rem), 1fr)); gap: 0.75rem; }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 0.8rem 1rem 0.75rem; min-width: 0; display: flex; flex-direction: column; gap: 0.3rem; }
.card header { display: flex; align-items: baseline; gap: 0.5rem; min-width: 0; }
.card .name { font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.card .id { color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 3rem; flex: 1 1 0; }
.ends { font-size: 0.875rem; }
.ends span { color: var(--soft); }
.card footer > dl { min-width: 0; }
.card footer { margin-top: auto; display: flex; align-items: end; gap: 0.5rem; justify-content: space-between; }
.card form { flex: none; margin: -0.25rem 0; }
.facts { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; font-size: 0.8125rem; }
.facts div { display: flex; gap: 0.35rem; min-width: 0; max-width: 100%; }
.facts dt { color: var(--soft); white-space: nowrap; }
.facts dd { overflow-wrap: anywhere; min-width: 0; }
.card .facts dd { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tone-open { --tone: var(--open); } .tone-busy { --tone: var(--busy); } .tone-good { --tone: var(--good); }
.tone-over { --tone: var(--over); } .tone-bad { --tone: var(--bad); }
.state { color: var(--tone); font-weight: 600; font-size: 0.875rem; }
.state::before { content: ""; display: inline-block; width: 0.6rem; height: 0.6rem; border-radius: 50%; background: var(--tone); margin-right: 0.45rem; }

.lifecycle { display: block; max-width: 100%; height: auto; margin: 0.25rem 0 0.15rem -0.6rem; overflow: visible; }
.lifecycle path { fill: none; stroke: var(--line); stroke-width: 1.4; }
.lifecycle path.next { stroke: var(--soft); stroke-dasharray: 3 3; }
.lifecycle path.been { stroke: var(--ink); }
.lifecycle circle { fill: var(--panel); stroke: var(--faint); stroke-width: 1.4; }
.lifecycle text { font-size: 11.5px; text-anchor: middle; fill: var(--soft); }
.lifecycle .been circle { fill: var(--ink); stroke: var(--ink); }
.lifecycle .next circle { stroke: var(--soft); }
.lifecycle .here circle { fill: var(--tone); stroke: var(--tone); }
.lifecycle .here circle.halo { fill: none; stroke-opacity: 0.4; }
.lifecycle .here text { fill: var(--tone); font-weight: 650; }

.figure { font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
.series { display: block; width: 100%; height: auto; margin: 0.15rem 0; overflow: visible; }
.series path, .series circle { stroke: none; fill: none; }
.series .area { fill: var(--tone); fill-opacity: 0.14; }
.series .line { stroke: var(--tone); stroke-width: 1.4; stroke-linejoin: round; }
.series .zero { stroke: var(--line); stroke-width: 1; }
.series circle { fill: var(--tone); }
.series text { font-size: 10.5px; fill: var(--soft); font-variant-numeric: tabular-nums; }
.series .end { text-anchor: end; }
.card details { font-size: 0.8125rem; min-width: 0; }
.card summary { margin: 0; }
table.entries { width: 100%; table-layout: fixed; border-collapse: collapse; margin-top: 0.3rem; font-variant-numeric: tabular-nums; }
.entries td { padding: 0.15rem 0 0.15rem 0.5rem; border-top: 1px solid var(--line); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.entries td:first-child { padding-left: 0; width: 3.25rem; color: var(--soft); }
.entries .amount { width: 5.75rem; text-align: right; }
.entries .income { color: var(--good); font-weight: 500; }
.entries em { color: var(--busy); font-style: normal; }

aside { display: grid; gap: 2rem; align-content: start; min-width: 0; }
.fields + .fields { border-top: 1px solid var(--line); padding-top: 0.75rem; }
.fields { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.6rem; align-items: end; margin-bottom: 0.75rem; }
.fields label { font-size: 0.8125rem; color: var(--soft); display: grid; gap: 0.2rem; min-width: 0; }
.fields select { width: 100%; }
.active { display: flex; justify-content: space-between; align-items: center; gap: 0.75rem; border: 1px solid var(--bad); border-radius: 10px; background: var(--panel); padding: 0.5rem 0.6rem 0.5rem 0.9rem; }
.faults { font-size: 0.875rem; }
.clear { flex: none; }
.faults strong { color: var(--bad); font-family: var(--mono); font-size: 0.8125rem; font-weight: 600; margin-right: 0.35rem; }
.log { border: 1px solid var(--line); border-radius: 10px; background: var(--panel); max-height: 34rem; overflow: auto; }
#region-webhooks .log { max-height: 22rem; }
.log li + li { border-top: 1px solid var(--line); }
.log a { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr) auto; gap: 0.05rem 0.6rem; padding: 0.5rem 0.8rem; color: inherit; text-decoration: none; align-items: baseline; }
.log a:hover { background: var(--sunk); }
.log a:focus-visible { outline-offset: -2px; border-radius: 10px; }
.log .what { overflow-wrap: anywhere; font-size: 0.875rem; }
.log b { font-weight: 600; font-size: 0.8125rem; }
.log .what { grid-column: 2 / -1; }
.log .meta { grid-column: 2; font-size: 0.8125rem; color: var(--soft); }
.log .meta time { font-variant-numeric: tabular-nums; }
.log em { font-style: normal; color: var(--bad); }
#region-webhooks .log a { grid-template-columns: 4.75rem minmax(0, 1fr); }
.status { font-weight: 600; font-size: 0.875rem; font-variant-numeric: tabular-nums; color: var(--soft); }
.status.fine { color: var(--good); } .status.refused { color: var(--busy); } .status.broken { color: var(--bad); }
.verdict { font-size: 0.8125rem; color: var(--soft); white-space: nowrap; }
.verdict.conforms::before { content: "✓ "; color: var(--good); }
.verdict.violates { color: var(--bad); font-weight: 600; }
.verdict.violates::before { content: "✕ "; }

dialog { width: min(46rem, 100vw - 2rem); max-height: calc(100dvh - 3rem); padding: 0 1.5rem 1.5rem; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); color: var(--ink); }
dialog::backdrop { background: rgb(0 0 0 / 0.45); }
dialog > form { position: sticky; top: 0; display: flex; justify-content: flex-end; padding-top: 1rem; margin-bottom: -2rem; pointer-events: none; }
dialog > form button { pointer-events: auto; }
dialog h2 { padding-right: 5.5rem; }
.detail-page { max-width: 48rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.detail-page p + h2 { margin-top: 1rem; }
dialog h2, .detail-page h2 { overflow-wrap: anywhere; margin-bottom: 0.4rem; }
dialog h2 .address, .detail-page h2 .address { font-size: 1rem; font-weight: 500; }
dialog h3, .detail-page h3 { margin: 1.25rem 0 0.5rem; }
.summary { display: flex; gap: 0.75rem; margin-bottom: 0.75rem; align-items: baseline; }
.facts.wide { gap: 0.25rem 1.5rem; }
.headers + .empty { margin-top: 0.5rem; }
.headers { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0.15rem 1rem; font: 0.8125rem/1.5 var(--mono); }
.headers dt { color: var(--soft); } .headers dd { overflow-wrap: anywhere; }
pre { margin: 0.6rem 0 0; padding: 0.8rem 1rem; background: var(--sunk); border-radius: 8px; overflow: auto; max-height: 24rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }

@media (max-width: 68rem) {
  .layout { grid-template-columns: minmax(0, 1fr); }
  .bar { position: static; }
  .controls { margin-left: 0; }
  aside { grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
}
@media (max-width: 34rem) {
  nav { flex-wrap: nowrap; gap: 0.7rem; font-size: 0.8125rem; overflow-x: auto; max-width: 100%; scrollbar-width: none; }
  .bar { gap: 0.35rem 1rem; }
  .label { position: absolute; left: -999rem; }
  .controls { gap: 0.5rem 0.75rem; }
  .controls input { width: 4rem; }
  .clock { flex: 1 0 100%; justify-content: space-between; }
  .parties { grid-template-columns: minmax(0, 1fr); gap: 0.4rem; }
  .flow { width: 1.75rem; transform: rotate(90deg); justify-self: center; margin: 0.4rem 0; }
  .headers { grid-template-columns: minmax(0, 1fr); } .headers dd { margin-bottom: 0.35rem; }
  dialog { padding: 0 1rem 1rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .live .arrived { animation: arrive 0.7s ease-out; }
  @keyframes arrive { from { background: color-mix(in srgb, var(--accent) 18%, var(--panel)); } }
}
`;
