/** What the page of a new box says. */
export const setupEn = {
  title: 'A new box',
  way: 'The way to the first animals',
  steps: { site: 'Site and its species', camera: 'First camera', look: 'First look' },
  site: 'Site',
  species: 'Species',
  later: 'All of it can be changed later.',
  look: 'It watches. Is this the place? Draw a mask over clocks, roads and waving reeds, and test it. Animals appear on the first page as they come.',
  toNow: 'To the first page',
  name: 'Name of the site',
  latitude: 'Latitude, degrees north',
  longitude: 'Longitude, degrees east',
  timeZone: 'Time zone of the site',
  region: 'Which species may be there',
  regions: { china: 'China', world: 'Any in the world' } as Readonly<Record<string, string | undefined>>,
  taxa: (n: string) => `${n} species`,
  regionHint:
    'Names of species that are not expected count for less, none is left out. Who is there in which months, a list of your own tells. The page Species shows it, month by month.',
  go: 'Write its files and start',
  starting: 'The box starts…',
};
