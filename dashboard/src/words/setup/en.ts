/** What the page of a new box says. */
export const setupEn = {
  title: 'A new box',
  steps: 'Two steps: where it stands, then its first camera. All of it can be changed later.',
  name: 'Name of the site',
  latitude: 'Latitude, degrees north',
  longitude: 'Longitude, degrees east',
  timeZone: 'Time zone of the site',
  region: 'Which species may be there',
  regions: { china: 'China', world: 'Any in the world' } as Readonly<Record<string, string | undefined>>,
  taxa: (n: string) => `${n} species`,
  regionHint:
    'Names of species that are not expected count for less, none is left out. Months come with a list of your own: roost checklist.',
  go: 'Write its files and start',
  starting: 'The box starts…',
};
