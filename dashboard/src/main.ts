import { askAhead } from './api/client.ts';
import { NEWEST } from './pages/now/newest.ts';

// The first to run, and small: the box works on the answers that the first page begins with while the browser reads the rest of the scripts.
askAhead('GET /api/v1/session').then(
  ({ needed, role, setup }) => {
    if (setup || (needed && role === undefined)) return;
    askAhead('GET /api/v1/health');
    askAhead('GET /api/v1/cameras');
    if (/^(#\/?(now)?)?$/.test(location.hash)) askAhead('GET /api/v1/visits', NEWEST);
  },
  () => undefined,
);
void import('./start.tsx');
