const SANS = '"Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
const SERIF = '"Times New Roman", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif';

/** How a report looks as HTML: on a screen of any width, and on A4, its lists of species across. */
export const STYLE = `
  body { font: 15px/1.65 ${SANS}; color: #222; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
  h1 { font-size: 1.7rem; line-height: 1.3; margin: 0 0 .3rem; } h1 span { display: block; text-wrap: balance; } .subtitle { color: #555; margin: 0; }
  h2 { margin: 2.4rem 0 .8rem; border-bottom: 1px solid #999; font-size: 1.35rem; } h3 { margin: 1.6rem 0 .5rem; font-size: 1.1rem; }
  .cover dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 1rem 0; } .cover dt { color: #555; } .cover dd { margin: 0; min-width: 10em; }
  .signature { display: none; } nav { margin: 1.2rem 0; } nav ul { columns: 16rem; margin: 0; padding: 0; list-style: none; } a { color: #1d5a45; }
  figure { margin: 1.1rem 0; } figcaption { font-size: .92rem; color: #333; } .table figcaption { font-weight: 600; margin-bottom: .3rem; }
  .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .88rem; line-height: 1.45; }
  th, td { border: 1px solid #bbb; padding: .2rem .45rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; } thead th { background: #eef1ee; vertical-align: bottom; min-width: var(--screen); }
  .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } th.number { white-space: normal; } .line { white-space: nowrap; }
  tr.group th { background: #f7f8f7; font-weight: 600; } tr.sum td { font-weight: 600; border-top: 2px solid #888; }
  .note { font-size: .85rem; color: #555; margin: .3rem 0 0; }
  .chart svg { width: 100%; min-width: 34rem; max-width: 45rem; height: auto; display: block; } .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem; }
  .pictures figure { margin: 0; } .pictures img { width: 100%; height: 12rem; object-fit: contain; background: #f2f3f2; display: block; }
  @page { size: A4; margin: 20mm 18mm; @bottom-center { content: counter(page); font: 9pt ${SERIF}; } }
  @page wide { size: A4 landscape; margin: 16mm 16mm; }
  @page cover { @bottom-center { content: none; } }
  @media print {
    body { font: 10.5pt/1.6 ${SERIF}; margin: 0; padding: 0; max-width: none; color: #000; } h1, h2, h3, figcaption, thead th { font-family: ${SANS}; }
    .cover { page: cover; break-after: page; height: 250mm; display: flex; flex-direction: column; text-align: center; }
    .cover h1 { font-size: 24pt; margin-top: 45mm; } .cover .subtitle { font-size: 13pt; color: #000; margin-top: 6mm; }
    .cover dl { margin: auto auto 0; text-align: left; font-size: 13pt; gap: 3mm 4mm; } .cover dt { color: #000; } .cover dd { border-bottom: .5pt solid #000; min-width: 70mm; }
    .signature { display: grid; grid-template-columns: 1fr 1fr; gap: 12mm 10mm; margin: 14mm 0 0; text-align: left; font-size: 12pt; min-height: 42mm; } .signature .stamp { grid-column: 2; color: #555; }
    nav { display: none; } h2 { font-size: 15pt; margin-top: 9mm; } h3 { font-size: 12pt; margin-top: 6mm; } h2, h3 { break-after: avoid; }
    p { orphans: 2; widows: 2; text-align: justify; } .cover p { text-align: center; } a { color: inherit; text-decoration: none; }
    .appendix { break-before: page; } .across { page: wide; } .wide { overflow: visible; } table { font-size: 8.5pt; width: 100%; } thead th { min-width: var(--paper); } .table figcaption { text-align: center; } th, td { padding: .6mm 1.1mm; }
    tr, .chart, .short { break-inside: avoid; } thead { display: table-header-group; } tr.keep { break-after: avoid; }
    figcaption { break-after: avoid; font-size: 9.5pt; color: #000; } .pictures { display: block; orphans: 1; widows: 1; } .pictures figure { display: inline-block; width: 48%; margin: 0 1% 5mm 0; vertical-align: top; } .pictures img { height: 52mm; background: none; } .pictures figcaption { text-align: center; }
    .chart svg { width: 150mm; min-width: 0; margin: 0 auto; } .chart figcaption { text-align: center; } .note { font-size: 8.5pt; color: #000; break-before: avoid; }
  }`;
