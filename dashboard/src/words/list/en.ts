/** What is said where a list of species is pasted or uploaded. */
export const listEn = {
  title: 'The list of the site',
  edit: 'Edit the list',
  none: 'The site lists nothing itself yet.',
  lists: (n: number) => (n === 1 ? 'It lists 1 taxon.' : `It lists ${n} taxa.`),
  region: (name: string) => `The list of the region goes beside it: ${name}.`,
  waits:
    'What was saved last is another list than the one that the box goes by. It takes it up when it is started next.',
  hint: 'Change the text, or put another list in its place. Have it read, look it through, and save it. The list before is kept in a file beside it.',
  paste: 'A name a line, in English, 中文 or Latin, or a table with a column of names and one of months',
  example: 'Mallard\n白鹭\nEmberiza aureola',
  read: 'Read this list',
  file: 'Or take a file: XLSX, CSV or text',
  sum: (names: number, taxa: number) =>
    `${names} ${names === 1 ? 'name' : 'names'} understood, ${taxa} ${taxa === 1 ? 'taxon' : 'taxa'}.`,
  nameless: (n: number) => (n === 1 ? '1 line has no name.' : `${n} lines have no name.`),
  notTaken: (n: number) => (n === 1 ? '1 name is not taken' : `${n} names are not taken`),
  taken: (n: number) => (n === 1 ? '1 name is taken' : `${n} names are taken`),
  line: (line: number, times: number) => (times === 1 ? `line ${line}` : `line ${line}, ${times} times`),
  or: ' or ',
  save: (n: number | undefined) =>
    n === undefined ? 'Save the list' : n === 1 ? 'Save 1 taxon as the list' : `Save ${n} taxa as the list`,
  readFirst: 'Your own list was not read yet: have it read and look it through, or empty the field.',
  own: 'A list of your own, if you have one',
  ownTaken: (n: number) => (n === 1 ? '1 taxon of it is taken.' : `${n} taxa of it are taken.`),
};
