import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { follow } from './api/live.ts';
import { locked, readSession, session } from './api/session.ts';
import { lazy } from './base/lazy.tsx';
import { Failed } from './parts/said.tsx';
import { LogIn } from './shell/log-in.tsx';
import { Shell } from './shell/shell.tsx';

const FirstStart = lazy(() => import('./pages/setup/first-start.tsx').then((page) => page.FirstStart));

/** Where somebody wanted to go who was led here to log in first: below this page, nowhere else. */
function wanted(): string | undefined {
  const asked = new URLSearchParams(location.search).get('to');
  if (asked === null) return undefined;
  const home = new URL('./', location.href);
  const to = new URL(`./${asked}`, home);
  return to.origin === home.origin && to.pathname.startsWith(home.pathname) ? to.href : home.href;
}

/** The dashboard: asks who uses it, then shows the pages, or the log-in where the box wants one. */
export function App() {
  const [error, setError] = useState<Error>();
  const ask = () => {
    setError(undefined);
    readSession().catch((failure: Error) => setError(failure));
  };
  useLayoutEffect(ask, []);
  const open = session.value !== undefined && !locked.value && !session.value.setup;
  useEffect(() => {
    if (open && wanted() !== undefined) location.replace(wanted()!);
  }, [open]);
  useEffect(() => {
    if (open) follow();
  }, [open]);
  if (error && !session.value)
    return (
      <main class="log-in">
        <Failed error={error} again={ask} />
      </main>
    );
  if (locked.value) return <LogIn />;
  if (session.value?.setup) return <FirstStart />;
  return session.value ? <Shell /> : null;
}
